import { eintraege, wiederholte } from './antraege.ts';
import type { Ereignis, Fakten, Pruefung } from './model.ts';

// What goes to and fro between citizens and the administration after the application: papers, letters, objections.

interface Tat {
  vorgang: string;
  /** by what it is told from others of its kind */
  was: string;
}

/**
 * What was acknowledged is one event; no event is there twice, none that nobody began; and the store has as many of its kind as the
 * proofs show.
 */
function genauEinmal(
  f: Fakten,
  kind: string,
  von: (e: Ereignis) => string,
  begonnen: Tat[],
  bestaetigt: Tat[],
): string[] {
  const name = (t: Tat) => `Vorgang ${t.vorgang}: ${t.was}`;
  const geschehen = [...f.ereignisse].flatMap(([vorgang, liste]) =>
    liste.filter((e) => e.kind === kind).map((e) => name({ vorgang, was: von(e) })),
  );
  const [da, gewollt] = [new Set(geschehen), new Set(begonnen.map(name))];
  const anders = f.bestand.vorgaenge.filter(
    (v) =>
      f.bestand.ereignisse.filter((e) => e.strom === v.id && e.kind === kind).length !==
      (f.ereignisse.get(v.id) ?? []).filter((e) => e.kind === kind).length,
  );
  return [
    ...new Set(
      bestaetigt
        .map(name)
        .filter((x) => !da.has(x))
        .map((x) => `bestätigt, aber nicht geschehen: ${x}`),
    ),
    ...wiederholte(geschehen).map((x) => `zweimal geschehen: ${x}`),
    ...[...da].filter((x) => !gewollt.has(x)).map((x) => `geschehen, aber von niemandem gesandt: ${x}`),
    ...anders.map((v) => `Vorgang ${v.id}: ${kind} fehlt im Bestand oder ist zu viel`),
  ];
}

/** Each request for papers is one letter, and each answer is there once, word by word; none is acknowledged twice. */
export const antwortenEinmal: Pruefung = (f) => {
  const tat = (e: { vorgang: string; text: string }): Tat => ({ vorgang: e.vorgang, was: e.text });
  const bestaetigt = eintraege(f, 'geantwortet').map(tat);
  const zahl = (liste: Ereignis[], passt: (e: Ereignis) => boolean) => liste.filter(passt).length;
  const briefe = [...f.ereignisse].flatMap(([vorgang, liste]) => {
    const verlangt = zahl(liste, (e) => e.kind === 'pruefung.entschieden' && e.data['entscheidung'] === 'nachfordern');
    const gefordert = zahl(liste, (e) => e.kind === 'unterlagen.nachgefordert');
    const beantwortet = zahl(liste, (e) => e.kind === 'unterlagen.eingegangen');
    return [
      ...(verlangt === gefordert ? [] : [`Vorgang ${vorgang}: ${verlangt}-mal verlangt, ${gefordert} Nachforderungen`]),
      ...(beantwortet <= gefordert ? [] : [`Vorgang ${vorgang}: ${beantwortet} Antworten auf ${gefordert}`]),
    ];
  });
  const text = (e: Ereignis) => String(e.data['text']);
  return {
    geprueft: bestaetigt.length,
    verletzt: [
      ...genauEinmal(f, 'unterlagen.eingegangen', text, eintraege(f, 'antworten').map(tat), bestaetigt),
      ...wiederholte(bestaetigt.map((t) => `${t.vorgang}: ${t.was}`)).map((x) => `zweimal bestätigt: ${x}`),
      ...briefe,
    ],
  };
};

/**
 * A letter is marked sent if and only if one event says so, which somebody asked for; nobody was told twice that he had sent it; what was
 * printed is the document that the letter hands out.
 */
export const briefeEinmal: Pruefung = (f) => {
  const tat = (e: { vorgang: string; zustellung: string }): Tat => ({ vorgang: e.vorgang, was: e.zustellung });
  const bestaetigt = eintraege(f, 'versandt').map(tat);
  const zustellung = (e: Ereignis) => String(e.data['zustellung']);
  const belegt = new Set(
    [...f.ereignisse.values()].flat().flatMap((e) => (e.kind === 'bekanntgabe.versandt' ? [zustellung(e)] : [])),
  );
  const summen = new Map(f.bestand.vorgaenge.flatMap((v) => v.dokumente.map((d) => [d.id, d.sha256] as const)));
  const je = new Map(f.bestand.zustellungen.map((z) => [z.id, z]));
  return {
    geprueft: bestaetigt.length,
    verletzt: [
      ...genauEinmal(f, 'bekanntgabe.versandt', zustellung, eintraege(f, 'versenden').map(tat), bestaetigt),
      ...wiederholte(bestaetigt.map((t) => t.was)).map((x) => `zweimal als versandt bestätigt: ${x}`),
      ...f.bestand.zustellungen
        .filter((z) => z.versandt !== belegt.has(z.id))
        .map(
          (z) =>
            `Zustellung ${z.id}: ${z.versandt ? 'als versandt vermerkt, von niemandem' : 'versandt und nicht vermerkt'}`,
        ),
      ...f.bestand.zustellungen.filter((z) => z.versandt && z.weg !== 'brief').map((z) => `kein Brief: ${z.id}`),
      ...eintraege(f, 'gedruckt')
        .filter((e) => summen.get(je.get(e.zustellung)?.dokument ?? '') !== e.sha256)
        .map((e) => `Zustellung ${e.zustellung}: gedruckt wurde etwas anderes`),
    ],
  };
};

/** An objection that was acknowledged is there under the key of its form, one at the most for a Vorgang, and noted at the Vorgang. */
export const widerspruchEinmal: Pruefung = (f) => {
  const tat = (e: { vorgang: string; schluessel: string; text: string }): Tat => ({
    vorgang: e.vorgang,
    was: `${e.schluessel} ${e.text}`,
  });
  const bestaetigt = eintraege(f, 'eingetragen').map(tat);
  const kind = 'widerspruch.eingelegt';
  const von = ({ data }: Ereignis) => `${data['widerspruch']} ${data['text']}`;
  const vermerk = f.bestand.vorgaenge.flatMap((v) => {
    const n = (f.ereignisse.get(v.id) ?? []).filter((e) => e.kind === kind).length;
    return [
      ...(n > 1 ? [`Vorgang ${v.id}: ${n} Widersprüche`] : []),
      ...(v.widerspruch === n > 0 ? [] : [`Vorgang ${v.id}: ${n} Widersprüche, vermerkt: ${v.widerspruch}`]),
    ];
  });
  return {
    geprueft: new Set(bestaetigt.map((t) => t.was)).size,
    verletzt: [...genauEinmal(f, kind, von, eintraege(f, 'eintragen').map(tat), bestaetigt), ...vermerk],
  };
};
