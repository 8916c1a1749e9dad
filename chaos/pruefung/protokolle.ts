import { createHash } from 'node:crypto';
import { parseCheckpoint, rootFromLeaves } from '@rathausverbund/nachweis';
import { eintraege, wiederholte } from './antraege.ts';
import type { Ereigniszeile, Nachweis, Protokoll, Pruefung } from './model.ts';

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());

/** Places 0 … n−1 without a gap, every event of the store at exactly one of them with its own C, streams counted without a gap. */
export const protokollVollstaendig: Pruefung = ({
  bestand: { protokolle, ereignisse, unprotokolliert },
  ereignisse: gezeigt,
}) => {
  const verletzt: string[] = unprotokolliert > 0 ? [`${unprotokolliert} Ereignisse stehen in keinem Protokoll`] : [];
  const blaetter = new Map<string, string>();
  for (const p of protokolle) {
    const name = `Protokoll ${p.origin}`;
    if (p.angehalten) verletzt.push(`${name} ist angehalten: ${p.angehalten}`);
    if (p.blaetter.length !== p.groesse) verletzt.push(`${name}: ${p.blaetter.length} Blätter, Größe ${p.groesse}`);
    const luecke = p.blaetter.findIndex((b, i) => b.idx !== i);
    if (luecke >= 0) verletzt.push(`${name}: an Platz ${luecke} steht ${p.blaetter[luecke]?.idx}`);
    for (const b of p.blaetter) {
      if (blaetter.has(b.ereignis)) verletzt.push(`${name}: Ereignis ${b.ereignis} hat zwei Plätze`);
      blaetter.set(b.ereignis, b.c);
    }
  }
  for (const e of ereignisse)
    if (blaetter.get(e.id) !== e.c) verletzt.push(`Ereignis ${e.id} steht nicht oder anders im Protokoll`);
  const da = new Set(ereignisse.map((e) => e.id));
  for (const id of blaetter.keys()) if (!da.has(id)) verletzt.push(`Zum Blatt ${id} fehlt das Ereignis`);
  verletzt.push(
    ...luecken(ereignisse),
    ...wiederholte(ereignisse.map((e) => e.id)).map((id) => `Ereignis ${id} zweimal`),
  );
  for (const [vorgang, liste] of gezeigt) {
    const n = ereignisse.filter((e) => e.strom === vorgang).length;
    if (liste.length !== n) verletzt.push(`Vorgang ${vorgang}: ${n} Ereignisse, der Nachweis zeigt ${liste.length}`);
  }
  return { geprueft: ereignisse.length, verletzt };
};

const luecken = (ereignisse: readonly Ereigniszeile[]): string[] =>
  [...stroeme(ereignisse)]
    .filter(([, liste]) => liste.some((e, i) => e.n !== i + 1))
    .map(([strom, liste]) => `Strom ${strom} ist nicht lückenlos: ${liste.map((e) => e.n).join(', ')}`);

/** In the order of their numbers. An agreement is a stream of its own in each party's log. */
function stroeme(ereignisse: readonly Ereigniszeile[]): Map<string, Ereigniszeile[]> {
  const je = new Map<string, Ereigniszeile[]>();
  for (const e of [...ereignisse].sort((a, b) => a.n - b.n)) {
    const strom = `${e.koerperschaft}/${e.strom}`;
    je.set(strom, [...(je.get(strom) ?? []), e]);
  }
  return je;
}

/** The time of an event is never before that of the one it follows. */
export const zeitenSteigen: Pruefung = ({ bestand: { ereignisse } }) => {
  const verletzt = [...stroeme(ereignisse)].flatMap(([strom, liste]) =>
    liste
      .filter((e, i) => e.at < (liste[i - 1]?.at ?? 0))
      .map((e) => `Strom ${strom}: Ereignis ${e.n} ist ${(liste[e.n - 2]?.at ?? 0) - e.at} ms älter als das vorige`),
  );
  return { geprueft: ereignisse.length, verletzt };
};

/** Whatever checkpoint was kept or shown to anybody is the root over the first leaves that are there now, by the letter of RFC 6962. */
export const ohneGabel: Pruefung = (f) => {
  const staende = [
    ...f.bestand.protokolle.flatMap((p) => p.staende.map((s) => ({ origin: p.origin, ...s }))),
    ...eintraege(f, 'stand').map(({ checkpoint }) => gelesen(checkpoint)),
  ];
  const je = new Map(f.bestand.protokolle.map((p) => [p.origin, p]));
  const wurzeln = new Map<string, string | null>();
  const verletzt = staende.flatMap((s) => {
    if (!s) return ['Ein gezeigter Stand ist nicht lesbar'];
    const name = `${s.origin} ${s.groesse}`;
    if (!wurzeln.has(name)) wurzeln.set(name, wurzelBei(je.get(s.origin), s.groesse));
    return wurzeln.get(name) === s.wurzel ? [] : [`Stand ${name} passt nicht zum Protokoll`];
  });
  return { geprueft: staende.length, verletzt: [...new Set(verletzt)] };
};

function gelesen(text: string): { origin: string; groesse: number; wurzel: string } | null {
  const c = parseCheckpoint(text)?.checkpoint;
  return c ? { origin: c.origin, groesse: c.groesse, wurzel: Buffer.from(c.wurzel).toString('hex') } : null;
}

/** No wrong signature is under any checkpoint, and what counts as cosigned has one that is right. */
export const unterschriftenGelten: Pruefung = ({ bestand: { protokolle }, unterschriften }) => {
  const stand = (x: { origin: string; groesse: number }) => `Stand ${x.origin} ${x.groesse}`;
  const bezeugt = new Set(unterschriften.filter((u) => u.zeugen.includes('gut')).map(stand));
  return {
    geprueft: unterschriften.length,
    verletzt: [
      ...unterschriften.filter((u) => u.log !== 'gut').map((u) => `${stand(u)}: Unterschrift des Protokolls ${u.log}`),
      ...unterschriften.filter((u) => u.zeugen.includes('falsch')).map((u) => `${stand(u)}: Gegenzeichnung falsch`),
      ...protokolle
        .map((p) => ({ origin: p.origin, groesse: p.bezeugt }))
        .filter((p) => p.groesse > 0 && !bezeugt.has(stand(p)))
        .map((p) => `${stand(p)} gilt als gegengezeichnet und ist es nicht`),
    ],
  };
};

/** Null when there are not that many leaves. */
function wurzelBei(p: Protokoll | undefined, groesse: number): string | null {
  if (!p || p.blaetter.length < groesse) return null;
  const blaetter = p.blaetter.slice(0, groesse).map((b) => new Uint8Array(Buffer.from(b.c, 'hex')));
  return Buffer.from(rootFromLeaves(sha256, blaetter)).toString('hex');
}

/**
 * What was handed out holds. While the time stamp service was disturbed a proof may lack its stamp, as it says itself; then the newest
 * of the same Vorgang holds.
 */
export const nachweiseGelten: Pruefung = ({ nachweise, gestoert }) => {
  const neueste = new Map(nachweise.map((n) => [n.vorgang, n.urteil]));
  const entschuldigt = gestoert.some((s) => s.startsWith('stempel-'));
  const gilt = (n: Nachweis) =>
    n.urteil === 'holds' || (entschuldigt && n.nurOhneStempel && neueste.get(n.vorgang) === 'holds');
  return {
    geprueft: nachweise.length,
    verletzt: nachweise.filter((n) => !gilt(n)).map((n) => `Nachweis zu ${n.vorgang}: ${n.urteil}`),
  };
};
