import { anteil } from './betrag.ts';
import type { Rechnung, Steueraufteilung } from './model.ts';

/** Why a kind of tax carries none: text (BT-120), code of the list VATEX (BT-121). */
export type Steuergrund = Pick<Steueraufteilung, 'grund' | 'grundcode'>;

type Unsummiert = Pick<Rechnung, 'positionen' | 'abschlaege' | 'zuschlaege'>;

const summe = (werte: readonly number[]) => werte.reduce((s, w) => s + w, 0);

/**
 * Splits an invoice by kind and rate of tax and adds it up: tax is computed once on each sum, not line by line (BR-CO-17).
 * `gruende` says per kind why no tax is due; without tax (O) the rate of the split is written as 0, as XRechnung asks (BR-DE-14).
 */
export function rechneSummen(
  r: Unsummiert,
  gruende: Readonly<Record<string, Steuergrund>>,
  gezahlt = 0,
): Pick<Rechnung, 'summen' | 'steuern'> {
  const teile = [
    ...r.positionen.map((p) => ({ ...p.steuer, betrag: p.netto })),
    ...r.abschlaege.map((n) => ({ ...n.steuer, betrag: -n.betrag })),
    ...r.zuschlaege.map((n) => ({ ...n.steuer, betrag: n.betrag })),
  ];
  const schluessel = [...new Set(teile.map((t) => `${t.kategorie} ${t.satz ?? '0'}`))];
  const steuern = schluessel.map((s): Steueraufteilung => {
    const [kategorie = '', satz = '0'] = s.split(' ');
    const basis = summe(teile.filter((t) => `${t.kategorie} ${t.satz ?? '0'}` === s).map((t) => t.betrag));
    return { basis, betrag: anteil(basis, satz), kategorie, satz, ...gruende[kategorie] };
  });
  const zeilen = summe(r.positionen.map((p) => p.netto));
  const abschlaege = summe(r.abschlaege.map((n) => n.betrag));
  const zuschlaege = summe(r.zuschlaege.map((n) => n.betrag));
  const netto = zeilen - abschlaege + zuschlaege;
  const steuer = summe(steuern.map((s) => s.betrag));
  return {
    steuern,
    summen: {
      zeilen,
      ...(r.abschlaege.length > 0 ? { abschlaege } : {}),
      ...(r.zuschlaege.length > 0 ? { zuschlaege } : {}),
      netto,
      steuer,
      brutto: netto + steuer,
      ...(gezahlt === 0 ? {} : { gezahlt }),
      faellig: netto + steuer - gezahlt,
    },
  };
}
