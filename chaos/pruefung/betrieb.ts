import { eintraege } from './antraege.ts';
import type { Pruefung } from './eigenschaften.ts';

/** Everything goes on: by a person, a timer, a job or an answer. The model sends nothing a machine could not do. */
export const nichtsStehtStill: Pruefung = ({ bestand }) => ({
  geprueft: bestand.vorgaenge.length,
  verletzt: [
    ...bestand.vorgaenge
      .filter((v) => !v.fertig && !v.wartet && v.aufgaben + v.zeitgeber + v.auftraege === 0)
      .map(
        (v) =>
          `Vorgang ${v.id} (${v.aktenzeichen}) steht: ${v.fertig === null ? 'sein Verfahren begann nie' : 'niemand ist am Zug'}`,
      ),
    ...bestand.vorgaenge
      .filter((v) => v.fertig && v.aufgaben > 0)
      .map((v) => `Vorgang ${v.id} ist fertig und hat offene Aufgaben`),
    ...bestand.vorgaenge.flatMap((v) => v.vorfaelle.map((m) => `Vorgang ${v.id}: Störung ohne Anlass: ${m}`)),
    ...bestand.auftraege.filter((a) => a.ruht).map((a) => `Auftrag ${a.art} ruht: ${a.fehler}`),
  ],
});

/** Whoever came while something was broken was told so in German: what was kept, and to try again. */
export const fehlerseitenKlar: Pruefung = (f) => {
  const seiten = eintraege(f, 'fehlerseite');
  const verletzt = seiten
    .filter((s) => s.status !== 503 || !s.klar)
    .map((s) => `${s.weg}: ${s.status} „${s.auszug.slice(0, 160)}“`);
  return { geprueft: seiten.length, verletzt };
};
