import type { Zustellung } from '../../../bekanntgabe/index.ts';
import { Angaben, LeererZustand, type Texte } from '../../komponenten/index.ts';
import { tagText, wann } from '../../personal/zeit.ts';
import type { TeilProps } from './teil-props.ts';

/** The facts of each way a document took, and what the rules make of them. */
export function Bekanntgabe({ deps: { t }, akte: { zustellungen } }: TeilProps) {
  if (zustellungen.length === 0) return <LeererZustand titel={t('arbeitsplatz.leer.bekanntgabe')} />;
  return (
    <>
      {zustellungen.map((z) => (
        <section aria-labelledby={`z-${z.id}`}>
          <h2 id={`z-${z.id}`}>{z.titel}</h2>
          <Angaben dicht angaben={fakten(t, z)} />
        </section>
      ))}
    </>
  );
}

function fakten(t: Texte, z: Zustellung) {
  const zeit = (d: Date | null) => (d === null ? null : wann(t, d));
  const tag = (d: string | null) => (d === null ? null : tagText(d));
  const zeilen: readonly (readonly [string, string | null])[] = [
    ['weg', t(`arbeitsplatz.weg.${z.weg}`)],
    ['empfaenger', z.empfaenger.zeilen.join(', ')],
    ['bereitgestellt', zeit(z.bereitgestellt)],
    ['benachrichtigt', zeit(z.benachrichtigt)],
    ['abgerufen', zeit(z.abgerufen)],
    ['versandt', tag(z.versandt) ?? (z.weg === 'brief' ? t('arbeitsplatz.bekanntgabe.nochNicht') : null)],
    ['bekanntgabeAm', tag(z.bekanntgabeAm)],
    ['rechtsbehelfBis', tag(z.rechtsbehelfBis)],
    ['regel', z.regel ? `${z.regel.text} (${z.regel.norm})` : null],
  ];
  return zeilen.flatMap(([name, wert]) =>
    wert === null ? [] : [{ name: t(`arbeitsplatz.bekanntgabe.${name}`), wert }],
  );
}
