import { type Antworten, formatWert, liesAntwort, zusammenfassung } from '@rathausverbund/formular';
import type { Json } from '@rathausverbund/regelwerk';
import { betragText, datumText } from '../anzeige.ts';
import { type Ausdruck, compileAusdruck, kennt, mitElementen } from '../ausdruck.ts';
import { type CompileTeil, type Lage, LEER, type Luecke, type Teil, type Umfeld } from './teil.ts';

type Quelle = Record<string, unknown>;

/** A kind of leaf: the keys it has, the keys it may have, and what it becomes. */
export interface Blatt {
  readonly schluessel: readonly string[];
  readonly kann?: readonly string[];
  compile(quelle: Quelle, pfad: string, umfeld: Umfeld, compileTeil: CompileTeil): Teil;
}

/** All leaves of a mapping. A new one is added here, and in the README of the folder that uses it. */
export const BLAETTER: readonly Blatt[] = [
  { schluessel: ['wert'], compile: (q, p, u) => gerechnet(q['wert'], `${p}.wert`, u, textOderZahl, 'ein Text') },
  {
    schluessel: ['datum'],
    compile: (q, p, u) => gerechnet(q['datum'], `${p}.datum`, u, datumText, 'ein Tag', 'datum'),
  },
  {
    schluessel: ['betrag'],
    compile: (q, p, u) => gerechnet(q['betrag'], `${p}.betrag`, u, betragText, 'ein Betrag in ganzen Cent', 'betrag'),
  },
  {
    schluessel: ['wahr'],
    compile: (q, p, u) =>
      gerechnet(q['wahr'], `${p}.wahr`, u, (w) => (typeof w === 'boolean' ? w : undefined), 'wahr oder falsch', 'wahr'),
  },
  { schluessel: ['feld'], compile: feld },
  { schluessel: ['schritte'], compile: schritte },
  { schluessel: ['text'], kann: ['werte'], compile: text },
  { schluessel: ['wenn', 'dann'], compile: wenn },
  { schluessel: ['je', 'als', 'inhalt'], compile: je },
];

const textOderZahl = (wert: Json): Json | undefined =>
  typeof wert === 'string' && wert.trim() !== '' ? wert : typeof wert === 'number' ? String(wert) : undefined;

/** What kind of thing it is: the thing itself may be what a citizen wrote, and faults go to logs. */
function artOf(wert: Json | undefined): string {
  if (wert === null || wert === undefined) return 'keine Angabe';
  if (typeof wert === 'string') return wert.trim() === '' ? 'einen leeren Text' : 'einen Text';
  if (typeof wert === 'number') return 'eine Zahl';
  if (typeof wert === 'boolean') return 'wahr oder falsch';
  return Array.isArray(wert) ? 'eine Liste' : 'eine Struktur';
}

function feel(quelle: unknown, pfad: string, u: Umfeld): Ausdruck | undefined {
  if (typeof quelle !== 'string') return void u.melde(pfad, 'Hier muss ein FEEL-Ausdruck stehen.');
  const a = compileAusdruck(quelle, u.namen);
  return a.ok ? a.ausdruck : void u.melde(pfad, a.meldung);
}

type Verlangt = Luecke['verlangt'];

/** Says that something does not come out at this place. */
function fehlt({ luecken, je }: Lage, pfad: string, text: string, meldung: string, verlangt: Verlangt): undefined {
  luecken.push({ pfad, meldung, ausdruecke: [text, ...je], ...(verlangt ? { verlangt } : {}) });
}

function rechne(a: Ausdruck, lage: Lage, pfad: string, verlangt: Verlangt): Json | undefined {
  const r = a.rechne(lage.variablen);
  return r.ok ? r.wert : fehlt(lage, pfad, a.text, r.meldung, verlangt);
}

/** A leaf that must come out as something: what is missing is told with its place, never printed as a gap. */
function gerechnet(
  q: unknown,
  pfad: string,
  u: Umfeld,
  zeige: (w: Json) => Json | undefined,
  was: string,
  verlangt?: Verlangt,
): Teil {
  const a = feel(q, pfad, u);
  if (!a) return LEER;
  return (lage, wo) => {
    const wert = rechne(a, lage, wo, verlangt);
    if (wert === undefined) return undefined;
    const satz = `„${a.text}“ ergibt ${artOf(wert)}; gebraucht wird ${was}.`;
    return zeige(wert) ?? fehlt(lage, wo, a.text, satz, verlangt);
  };
}

function feld(q: Quelle, pfad: string, u: Umfeld): Teil {
  const id = q['feld'];
  const f = u.formular.schritte.flatMap((s) => s.felder).find((x) => x.id === id);
  if (!f) {
    u.melde(`${pfad}.feld`, `Das Formular hat kein Feld „${String(id)}“.`);
    return LEER;
  }
  return (lage, wo) => {
    const wert = liesAntwort(antrag(lage), f.id);
    if (wert !== undefined) return formatWert(f, wert);
    return fehlt(lage, wo, `antrag.${f.id}`, `Die Angabe „${f.beschriftung}“ fehlt im Antrag.`, undefined);
  };
}

/** Steps of the form as labelled facts; what was not answered is left out, an empty step too. */
function schritte(q: Quelle, pfad: string, u: Umfeld): Teil {
  const ids = Array.isArray(q['schritte']) ? (q['schritte'] as unknown[]) : [];
  const bekannt = new Set<unknown>(u.formular.schritte.map((s) => s.id));
  if (ids.length === 0) u.melde(`${pfad}.schritte`, 'Hier muss eine Liste von Schritten stehen.');
  for (const id of ids)
    if (!bekannt.has(id)) u.melde(`${pfad}.schritte`, `Das Formular hat keinen Schritt „${String(id)}“.`);
  return (lage) =>
    zusammenfassung(lage.formular, antrag(lage))
      .filter((a) => ids.includes(a.schritt.id))
      .map((a) => ({
        titel: a.schritt.titel,
        zeilen: a.zeilen
          .filter((z) => liesAntwort(antrag(lage), z.feld) !== undefined)
          .map(({ beschriftung, wert }) => ({ beschriftung, wert })),
      }))
      .filter((a) => a.zeilen.length > 0);
}

const antrag = (lage: Lage): Antworten => (lage.variablen['antrag'] ?? {}) as Antworten;

function text(q: Quelle, pfad: string, u: Umfeld, compileTeil: CompileTeil): Teil {
  const satz = q['text'];
  const werte = q['werte'] ?? [];
  if (typeof satz !== 'string' || !Array.isArray(werte)) {
    u.melde(pfad, '„text“ muss ein Text sein, „werte“ eine Liste.');
    return LEER;
  }
  const plaetze = new Set([...satz.matchAll(/\{(\w*)\}/g)].map((m) => m[1] ?? ''));
  for (const p of plaetze)
    if (!/^\d$/.test(p) || Number(p) >= werte.length) u.melde(`${pfad}.text`, `Für {${p}} gibt es keinen Wert.`);
  for (const n of werte.keys())
    if (!plaetze.has(String(n))) u.melde(`${pfad}.werte[${n}]`, `Der Text hat keinen Platz {${n}}.`);
  const teile = werte.map((w: unknown, n) => compileTeil(w, `${pfad}.werte[${n}]`, u));
  return (lage, wo) => {
    const da = teile.map((teil, n) => {
      const wert = teil(lage, `${wo}.werte[${n}]`);
      if (wert !== undefined && typeof wert !== 'string')
        lage.luecken.push({ pfad: wo, meldung: `Der Wert {${n}} ist kein Text.`, ausdruecke: [] });
      return wert ?? '';
    });
    return satz.replace(/\{(\d)\}/g, (_, n: string) => String(da[Number(n)]));
  };
}

/** Left out unless the condition is true; something that is neither true nor false is a fault, not a no. */
function wenn(q: Quelle, pfad: string, u: Umfeld, compileTeil: CompileTeil): Teil {
  const a = feel(q['wenn'], `${pfad}.wenn`, u);
  const dann = compileTeil(q['dann'], `${pfad}.dann`, u);
  if (!a) return LEER;
  return (lage, wo) => {
    const wert = rechne(a, lage, wo, 'wahr');
    if (wert === true) return dann(lage, wo);
    if (wert === false || wert === undefined) return undefined;
    return fehlt(lage, wo, a.text, `Die Bedingung „${a.text}“ ist weder wahr noch falsch.`, 'wahr');
  };
}

function je(q: Quelle, pfad: string, u: Umfeld, compileTeil: CompileTeil): Teil {
  const a = feel(q['je'], `${pfad}.je`, u);
  const als = q['als'];
  if (typeof als !== 'string' || !/^[a-z]\w*$/.test(als) || kennt(u.namen, als)) {
    u.melde(`${pfad}.als`, 'Hier muss ein neuer Name stehen.');
    return LEER;
  }
  const teil = compileTeil(q['inhalt'], `${pfad}.inhalt`, { ...u, namen: mitElementen(u.namen, als, a?.text ?? '') });
  if (!a) return LEER;
  return (lage, wo) => {
    const werte = rechne(a, lage, wo, 'liste');
    if (werte === undefined) return undefined;
    if (!Array.isArray(werte)) return fehlt(lage, wo, a.text, `„${a.text}“ ist keine Liste.`, 'liste');
    const innen = { ...lage, je: [a.text, ...lage.je] };
    return werte.flatMap(
      (wert, n) => teil({ ...innen, variablen: { ...lage.variablen, [als]: wert } }, `${wo}[${n}]`) ?? [],
    );
  };
}
