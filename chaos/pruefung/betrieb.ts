import { eintraege } from './antraege.ts';
import type { Pruefung } from './model.ts';

/** What an incident may say when this was disturbed, and it must be mended by itself when the disturbance is over. */
const ANLASS: readonly [stoerung: string, meldung: RegExp][] = [
  ['stempel-', /Zeitstempel/],
  ['mail-', /Mail|Benachrichtigung/],
];

/** Everything goes on: by a person, a timer, a job or an answer. The model sends nothing a machine could not do. */
export const nichtsStehtStill: Pruefung = ({ bestand, gestoert }) => {
  const { vorgaenge, auftraege } = bestand;
  const hatAnlass = (meldung: string) =>
    ANLASS.some(([art, wort]) => wort.test(meldung) && gestoert.some((s) => s.startsWith(art)));
  const steht = vorgaenge.filter((v) => !v.fertig && !v.wartet && v.aufgaben + v.zeitgeber + v.auftraege === 0);
  const vorfaelle = vorgaenge.flatMap((v) => v.vorfaelle.map((x) => ({ ...x, id: v.id })));
  return {
    geprueft: vorgaenge.length,
    verletzt: [
      ...steht.filter((v) => v.fertig === null).map((v) => `Vorgang ${v.id}: sein Verfahren begann nie`),
      ...steht.filter((v) => v.fertig !== null).map((v) => `Vorgang ${v.id} steht: niemand ist am Zug`),
      ...vorgaenge.filter((v) => v.fertig && v.aufgaben > 0).map((v) => `Vorgang ${v.id} ist fertig und hat Aufgaben`),
      ...vorfaelle.filter((x) => !x.behoben).map((x) => `Vorgang ${x.id}: Störung blieb: ${x.meldung}`),
      ...vorfaelle
        .filter((x) => x.behoben && !hatAnlass(x.meldung))
        .map((x) => `Vorgang ${x.id}: Störung ohne Anlass: ${x.meldung}`),
      ...auftraege.filter((a) => a.ruht).map((a) => `Auftrag ${a.art} ruht: ${a.fehler}`),
    ],
  };
};

/** Whoever came while something was broken was told so in German: what was kept, and to try again. */
export const fehlerseitenKlar: Pruefung = (f) => {
  const seiten = eintraege(f, 'fehlerseite');
  const verletzt = seiten
    .filter((s) => s.status !== 503 || !s.klar)
    .map((s) => `${s.weg}: ${s.status} „${s.auszug.slice(0, 160)}“`);
  return { geprueft: seiten.length, verletzt };
};
