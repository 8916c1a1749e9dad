import type { Eintrag } from '../buch.ts';
import type { Fakten, Pruefung } from './model.ts';

export const eintraege = <A extends Eintrag['art']>(f: Pick<Fakten, 'buch'>, art: A) =>
  f.buch.filter((e): e is Extract<Eintrag, { art: A }> => e.art === art);

/** Every acknowledgement names a Vorgang that is there under its key, with the number the citizen read. */
export const keinAntragVerloren: Pruefung = (f) => {
  const da = new Map(f.bestand.vorgaenge.map((v) => [v.id, v]));
  const angenommen = eintraege(f, 'angenommen');
  const verloren = angenommen
    .filter((e) => !da.get(e.vorgang)?.schluessel.includes(e.schluessel))
    .map((e) => `Vorgang ${e.vorgang} zum Antrag ${e.schluessel} ist nicht da`);
  const anders = eintraege(f, 'gelesen')
    .filter((e) => da.has(e.vorgang) && da.get(e.vorgang)?.aktenzeichen !== e.aktenzeichen)
    .map((e) => `Vorgang ${e.vorgang} hieß ${e.aktenzeichen}, jetzt ${da.get(e.vorgang)?.aktenzeichen}`);
  return { geprueft: angenommen.length, verletzt: [...new Set([...verloren, ...anders])] };
};

/** The answers in the first event about them are those that were filled in: none missing, none changed, none added. */
export const keinAntragVeraendert: Pruefung = (f) => {
  const gesendet = new Map(eintraege(f, 'absicht').map((e) => [e.schluessel, flach(e.antworten)]));
  const jeVorgang = new Map(eintraege(f, 'angenommen').map((e) => [e.vorgang, gesendet.get(e.schluessel)]));
  const verletzt: string[] = [];
  for (const [vorgang, soll] of jeVorgang) {
    const eingang = f.ereignisse.get(vorgang)?.find((e) => e.kind === 'antrag.eingegangen');
    const ist = eingang && flach(eingang.data['antworten']);
    if (!soll || !ist) verletzt.push(`Vorgang ${vorgang}: Antrag oder Nachweis des Eingangs fehlt`);
    else
      for (const feld of new Set([...soll.keys(), ...ist.keys()]))
        if (soll.get(feld) !== ist.get(feld))
          verletzt.push(`Vorgang ${vorgang}, ${feld}: „${soll.get(feld)}“ gesendet, „${ist.get(feld)}“ aufgenommen`);
  }
  return { geprueft: jeVorgang.size, verletzt };
};

/** Answers as path → text. */
function flach(wert: unknown, weg = '', aus = new Map<string, string>()): Map<string, string> {
  if (typeof wert === 'object' && wert !== null)
    for (const [name, x] of Object.entries(wert)) flach(x, weg ? `${weg}.${name}` : name, aus);
  else aus.set(weg, String(wert));
  return aus;
}

/** Every Vorgang that was not there before came from a submission that a client began. */
export const keinAntragErfunden: Pruefung = (f) => {
  const begonnen = new Set(eintraege(f, 'absicht').map((e) => e.schluessel));
  const neu = f.bestand.vorgaenge.filter((v) => !f.vorher.has(v.id));
  const verletzt = neu
    .filter((v) => !v.schluessel.some((s) => begonnen.has(s)))
    .map((v) => `Vorgang ${v.id} (${v.aktenzeichen}) hat niemand eingereicht`);
  return { geprueft: neu.length, verletzt };
};

/** One key never became two Vorgaenge, neither in what was answered nor in what is there, and no Vorgang has two keys or numbers. */
export const einVorgangJeSchluessel: Pruefung = (f) => {
  const je = new Map<string, Set<string>>();
  const merke = (schluessel: string, vorgang: string) =>
    je.set(schluessel, (je.get(schluessel) ?? new Set()).add(vorgang));
  for (const e of eintraege(f, 'angenommen')) merke(e.schluessel, e.vorgang);
  for (const v of f.bestand.vorgaenge) for (const s of v.schluessel) merke(s, v.id);
  const mehrere = [...je]
    .filter(([, v]) => v.size > 1)
    .map(([s, v]) => `Schlüssel ${s} wurde ${v.size} Vorgänge: ${[...v].join(', ')}`);
  const doppelt = f.bestand.vorgaenge
    .filter((v) => v.schluessel.length > 1)
    .map((v) => `Vorgang ${v.id} hat ${v.schluessel.length} Eingänge`);
  const nummern = wiederholte(f.bestand.vorgaenge.map((v) => `${v.koerperschaft} ${v.aktenzeichen}`));
  return { geprueft: je.size, verletzt: [...mehrere, ...doppelt, ...nummern.map((n) => `Aktenzeichen zweimal: ${n}`)] };
};

/** What stands in the list more than once. */
export function wiederholte(liste: readonly string[]): string[] {
  const gesehen = new Set<string>();
  return [...new Set(liste.filter((x) => gesehen.has(x) || !gesehen.add(x)))];
}
