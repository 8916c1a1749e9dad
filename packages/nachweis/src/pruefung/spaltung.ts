import type { Krypto } from '@rathausverbund/siegel';
import { verifyConsistency } from '../baum/verify.ts';
import type { SignedCheckpoint } from '../note/checkpoint.ts';
import type { Zusammenhang } from './bestand.ts';
import type { GelesenesEreignis } from './ereignisse.ts';
import { type Befund, befund } from './ergebnis.ts';
import { groupBy } from './gruppen.ts';

/** Two states of one log that do not grow out of one another: the log was forked. What is not shown to, stays open. */
export function pruefeSpaltung(
  krypto: Krypto,
  gelesen: readonly GelesenesEreignis[],
  konsistenz: readonly Zusammenhang[],
): Befund[] {
  const staende = new Map(gelesen.map(({ proof: { gelesen: g } }) => [g.note.text, g]));
  const logs = groupBy([...staende.values()], (s) => s.checkpoint.origin);
  return [...logs.values()].flatMap((log) => {
    const sorted = log.toSorted((a, b) => a.checkpoint.groesse - b.checkpoint.groesse);
    return sorted.slice(1).flatMap((neu, i) => pruefeWachstum(krypto, sorted[i] ?? neu, neu, konsistenz));
  });
}

function pruefeWachstum(
  krypto: Krypto,
  alt: SignedCheckpoint,
  neu: SignedCheckpoint,
  konsistenz: readonly Zusammenhang[],
): Befund[] {
  const [a, b] = [alt.checkpoint, neu.checkpoint];
  if (a.groesse === b.groesse) return [gespalten('Das Protokoll hat zu einer Größe zwei verschiedene Stände.')];
  const staende = `Die Stände ${a.groesse} und ${b.groesse} des Protokolls ${a.origin}`;
  const zusammen = konsistenz.find((k) => k.alt.note.text === alt.note.text && k.neu.note.text === neu.note.text);
  if (!zusammen)
    return [
      befund(
        'unversehrt',
        'cannot be decided',
        'protokoll.zusammenhang',
        `${staende} liegen ohne Beweis bei, dass der eine aus dem anderen gewachsen ist.`,
      ),
    ];
  const groessen = { alt: a.groesse, neu: b.groesse, wurzelAlt: a.wurzel, wurzelNeu: b.wurzel };
  return verifyConsistency(krypto.sha256, { ...groessen, proof: zusammen.proof })
    ? []
    : [gespalten(`${staende} sind nicht auseinander gewachsen.`)];
}

const gespalten = (meldung: string) => befund('unversehrt', 'does not hold', 'protokoll.gespalten', meldung);
