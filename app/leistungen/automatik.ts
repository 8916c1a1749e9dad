import type { Formular } from '@rathausverbund/formular';
import { type Prozess, verwaltungsakteOhneMensch } from '@rathausverbund/prozess';
import type { LeistungAngaben } from './angaben.ts';
import type { Brief } from './brief.ts';
import { melderFuer } from './melder.ts';
import type { Melde, Regeln } from './teile.ts';

/** Services that issue a Verwaltungsakt; certificates and letters of the procedure are none. */
export const VERWALTUNGSAKT_DIENSTE: ReadonlySet<string> = new Set(['brief.erlassen']);

/** Orders an amount without a person: only where the act itself needs none. */
const ANORDNUNG_DIENST = 'betrag.anordnen';

interface Vorrat {
  angaben: LeistungAngaben;
  briefe: ReadonlyMap<string, Brief>;
  aufgaben: ReadonlyMap<string, Formular>;
  regeln: Regeln;
}

/**
 * § 35a VwVfG, § 155 (4) AO: a Verwaltungsakt that no person has decided needs a statute that allows it, and neither frame nor
 * discretion. The Leistung says both under `automatik`; what shows a frame all the same refutes it.
 */
export function checkAutomatik(prozess: Prozess, v: Vorrat, melde: Melde): void {
  const ohne = verwaltungsakteOhneMensch(prozess, VERWALTUNGSAKT_DIENSTE);
  const { automatik } = v.angaben;
  const sage = melderFuer(prozess, melde);
  for (const d of prozess.dienste)
    if (d.typ === ANORDNUNG_DIENST && !automatik)
      sage(
        d.element,
        'Ohne Menschen darf ein Betrag nur angeordnet werden, wenn die Leistung in leistung.yaml unter „automatik“ das Gesetz nennt und kein Rahmen und kein Ermessen bleibt (§ 35a VwVfG, § 155 Absatz 4 AO).',
      );
  if (ohne.length === 0) {
    if (automatik)
      melde('leistung.yaml', 'automatik: Jeden Bescheid dieses Prozesses entscheidet ein Mensch. Bitte streichen.');
    return;
  }
  const name = (id: string) => prozess.knoten.get(id)?.name || id;
  for (const o of ohne) {
    const weg = o.weg.map((id) => `„${name(id)}“`).join(' → ');
    if (!automatik)
      sage(
        o.element,
        `Dieser Verwaltungsakt kann ohne Entscheidung eines Menschen ergehen (${weg}). Das ist nur erlaubt, wenn ein Gesetz es zulässt und kein Rahmen und kein Ermessen bleibt (§ 35a VwVfG, § 155 Absatz 4 AO). Fügen Sie eine Aufgabe ein, oder nennen Sie das Gesetz in leistung.yaml unter „automatik“.`,
      );
    const kopf = prozess.dienste.find((d) => d.element === o.element)?.kopf['brief'] ?? '';
    if (v.briefe.get(kopf)?.unterschrift)
      sage(o.element, 'Ein Bescheid mit Unterschrift braucht einen Menschen davor.');
  }
  for (const rahmen of rahmenIn(v))
    melde(rahmen.datei, `${rahmen.meldung} Mit einem Rahmen darf kein Bescheid automatisch ergehen (§ 35a VwVfG).`);
}

/** Names that together tell a frame; under others it is the author's word that there is none. */
const RAHMEN: readonly (readonly [RegExp, RegExp])[] = [
  [/^von$/i, /^bis$/i],
  [/^mindestens$/i, /^h(ö|oe)chstens$/i],
];

/** Whether this names a limit: one of a frame. */
export const istGrenze = (name: string): boolean => RAHMEN.flat().some((wort) => wort.test(name));

/** Where the Leistung itself shows a frame: a rule that answers from and to, or an amount a person may choose. */
function rahmenIn({ aufgaben, regeln: alle }: Vorrat): { datei: string; meldung: string }[] {
  const regeln = [...alle].flatMap(([decision, { datei, ergibt }]) => {
    const paar = ergibt.flatMap((namen) =>
      RAHMEN.map((r) => r.flatMap((wort) => namen.find((n) => wort.test(n)) ?? [])),
    );
    const [gefunden] = paar.filter((p) => p.length === 2);
    return gefunden
      ? [{ datei, meldung: `Die Entscheidung „${decision}“ gibt einen Rahmen aus (${gefunden.join(', ')}).` }]
      : [];
  });
  const betraege = [...aufgaben].flatMap(([n, f]) =>
    f.schritte
      .flatMap((s) => s.felder)
      .filter((x) => x.art === 'betrag' && x.min !== x.max)
      .map((x) => ({ datei: `aufgaben/${n}.yaml`, meldung: `Den Betrag „${x.id}“ wählt ein Mensch in einem Rahmen.` })),
  );
  return [...regeln, ...betraege];
}
