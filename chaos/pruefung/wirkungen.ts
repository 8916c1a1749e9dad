import { wiederholte } from './antraege.ts';
import type { Pruefung } from './model.ts';

const SCHLUESSEL = /^zustellung\/(.+)$/;

/** The stand-in took no key twice and none that belongs to nothing; everything put into a mailbox was told exactly once. */
export const mitteilungEinmal: Pruefung = ({ mails, bestand }) => {
  const zustellungen = new Map(bestand.zustellungen.map((z) => [z.id, z]));
  const versandt = new Set(mails.map((m) => SCHLUESSEL.exec(m)?.[1] ?? m));
  const faellig = bestand.zustellungen.filter((z) => z.weg === 'postfach');
  return {
    geprueft: mails.length,
    verletzt: [
      ...wiederholte(mails).map((m) => `zweimal versandt: ${m}`),
      ...[...versandt].filter((id) => !zustellungen.has(id)).map((id) => `versandt, aber von nichts: ${id}`),
      ...bestand.zustellungen
        .filter((z) => z.weg !== 'postfach' && versandt.has(z.id))
        .map((z) => `versandt, aber ein Brief: ${z.id}`),
      ...faellig.filter((z) => !versandt.has(z.id)).map((z) => `nicht versandt: Zustellung ${z.id}`),
      ...faellig.filter((z) => !z.benachrichtigt).map((z) => `versandt und nicht vermerkt: Zustellung ${z.id}`),
    ],
  };
};

/** Things of which a Vorgang of the model has one at the most, and once it is finished exactly one. */
export const bescheidEinmal: Pruefung = ({ bestand, ereignisse }) => {
  const verletzt = bestand.vorgaenge.flatMap((v) => {
    const eigene = ereignisse.get(v.id) ?? [];
    const zahl = (kind: string) => eigene.filter((e) => e.kind === kind).length;
    const zahlen: [string, number][] = [
      ['Verwaltungsakt zugestellt', bestand.zustellungen.filter((z) => z.vorgang === v.id && z.verwaltungsakt).length],
      ['Forderung angeordnet', v.forderungen.filter((x) => x.angeordnet).length],
      ['Eintrag im Register', v.registereintraege],
      ['Ereignis bescheid.erlassen', zahl('bescheid.erlassen')],
      ['Ereignis register.eingetragen', zahl('register.eingetragen')],
      ['Ereignis vorgang.abgeschlossen', zahl('vorgang.abgeschlossen')],
    ];
    return [
      ...zahlen.filter(([, n]) => n > 1 || (v.fertig && n < 1)).map(([was, n]) => `Vorgang ${v.id}: ${was} ${n}-mal`),
      ...(zahl('antrag.beurkundet') === 1 ? [] : [`Vorgang ${v.id}: ${zahl('antrag.beurkundet')} Kopien des Antrags`]),
    ];
  });
  return { geprueft: bestand.vorgaenge.length, verletzt };
};

/** Delivered hash = sealed hash: what the table of documents keeps is what one event says, and the reverse. */
export const dokumenteBelegt: Pruefung = ({ bestand, ereignisse }) => {
  const verletzt: string[] = [];
  let geprueft = 0;
  for (const v of bestand.vorgaenge) {
    const belegt = (ereignisse.get(v.id) ?? []).flatMap((e) => e.docs.map((d) => d.sha256));
    const da = v.dokumente.map((d) => d.sha256);
    geprueft += da.length;
    verletzt.push(
      ...da.filter((s) => !belegt.includes(s)).map((s) => `Vorgang ${v.id}: Dokument ${s.slice(0, 12)} ohne Ereignis`),
      ...belegt.filter((s) => !da.includes(s)).map((s) => `Vorgang ${v.id}: Ereignis ohne Dokument ${s.slice(0, 12)}`),
      ...wiederholte(belegt).map((s) => `Vorgang ${v.id}: Dokument ${s.slice(0, 12)} in zwei Ereignissen`),
    );
  }
  return { geprueft, verletzt };
};

/** No row names a file that is not there whole. */
export const dateienGanz: Pruefung = ({ bestand }) => {
  const alle = bestand.vorgaenge.flatMap((v) => v.dokumente.map((d) => ({ ...d, vorgang: v.id })));
  const verletzt = alle
    .filter((d) => d.lage !== 'ganz')
    .map((d) => `Vorgang ${d.vorgang}: Datei zu ${d.art} ${d.lage}`);
  return { geprueft: alle.length, verletzt };
};
