import { type Dokument, load, resolve, writtenIn } from '../pdf/dokument.ts';
import { catalog, catalogRef, fields, items, pages } from '../pdf/seiten.ts';
import {
  asCount,
  asDict,
  asRef,
  eachRef,
  nameOf,
  type PdfDict,
  PdfFehler,
  type PdfRef,
  type PdfWert,
  same,
} from '../pdf/werte.ts';
import { sameInfo, sameXmp } from './angaben.ts';

/** What a certification (DocMDP) still allows: 1 nothing but proofs, 2 and 3 form fill and signatures (ISO 32000-1 12.8.2.2). */
export type Stufe = 1 | 2;

interface Lage {
  readonly doc: Dokument;
  /** State before and after. */
  readonly vor: number;
  readonly nach: number;
  readonly stufe: Stufe;
  /** Form fill is refused when a signature locks fields. */
  readonly gesperrt: boolean;
  /** Objects whose change is explained by a permitted rule. */
  readonly erklaert: Set<number>;
  readonly bezuege: Bezuege;
}

/** Which objects refer to an object, over all earlier states; the trailer counts as object 0. */
export type Bezuege = Map<number, Set<number>>;

/** Adds the references of one state. */
export function collectReferences(doc: Dokument, stand: number, bezuege: Bezuege): void {
  const note = (von: number) => (r: PdfRef) => {
    const set = bezuege.get(r.num) ?? new Set();
    bezuege.set(r.num, set.add(von));
  };
  for (const [k, w] of doc.revisionen[stand]?.trailer.m ?? []) if (k === 'Root' || k === 'Info') eachRef(w, note(0));
  for (const num of doc.revisionen[stand]?.eintraege.keys() ?? []) {
    if (writtenIn(doc, num, stand) !== stand) continue;
    const wert = load(doc, num, stand);
    if (nameOf(asDict(wert)?.m.get('Type')) !== 'XRef') eachRef(wert, note(num));
  }
}

/** Nobody but the named objects refers to this one: it cannot be shown content under another role. */
function onlyFrom(l: Lage, num: number, erlaubt: ReadonlySet<number>): boolean {
  return [...(l.bezuege.get(num) ?? [])].every((von) => erlaubt.has(von));
}

const refuse = (was: string): PdfFehler =>
  new PdfFehler('pdf.nachtraeglich-geaendert', `Nach der Unterschrift wurde ${was} geändert.`);

/** All keys but the named ones must be equal. */
function onlyKeys(alt: PdfDict, neu: PdfDict, frei: readonly string[], was: string): void {
  for (const k of new Set([...alt.m.keys(), ...neu.m.keys()])) {
    if (!frei.includes(k) && !same(alt.m.get(k), neu.m.get(k))) throw refuse(`${was} (/${k})`);
  }
}

/** The new list must begin with the old one; answers what was added. */
function added(l: Lage, alt: PdfWert | undefined, neu: PdfWert | undefined, was: string): PdfRef[] {
  const a = items(l.doc, alt, l.vor);
  const b = items(l.doc, neu, l.nach);
  if (!a.every((x, i) => same(x, b[i]))) throw refuse(was);
  return b.slice(a.length).map((x) => {
    const r = asRef(x);
    if (!r) throw refuse(was);
    return r;
  });
}

function explain(l: Lage, w: PdfWert | undefined): void {
  const r = asRef(w);
  if (r) l.erklaert.add(r.num);
}

const after = (l: Lage, w: PdfWert | undefined): PdfWert => resolve(l.doc, w, l.nach);
const before = (l: Lage, w: PdfWert | undefined): PdfWert => resolve(l.doc, w, l.vor);

/** A value of a signature field: a new signature or document time stamp. */
function isProof(l: Lage, v: PdfWert | undefined): boolean {
  const r = asRef(v);
  const d = asDict(after(l, v));
  if (!r || !d?.m.has('ByteRange') || writtenIn(l.doc, r.num, l.vor) !== null) return false;
  const stamp = nameOf(d.m.get('Type')) === 'DocTimeStamp';
  return stamp || (nameOf(d.m.get('Type')) ?? 'Sig') === 'Sig' ? l.stufe === 2 || stamp : false;
}

const NO_SIZE = (rect: readonly PdfWert[]): boolean =>
  rect.length === 4 && (same(rect[0], rect[2]) || same(rect[1], rect[3]));

/** A field that came later must be an invisible signature: a visible one could cover what was signed. */
function newField(l: Lage, r: PdfRef): void {
  const d = asDict(after(l, r));
  const was = 'ein Formularfeld hinzugefügt oder';
  if (
    !d ||
    writtenIn(l.doc, r.num, l.vor) !== null ||
    d.m.has('Kids') ||
    nameOf(d.m.get('FT')) !== 'Sig' ||
    d.m.has('A') ||
    d.m.has('AA')
  )
    throw refuse(was);
  if (!isProof(l, d.m.get('V'))) throw refuse(was);
  if (!NO_SIZE(items(l.doc, d.m.get('Rect'), l.nach)))
    throw new PdfFehler(
      'pdf.sichtbar-ergaenzt',
      'Nach der Unterschrift wurde eine sichtbare Unterschrift hinzugefügt; sie kann Inhalt verdecken.',
    );
}

/** The annotation flag viewers set when a field is signed. */
const LOCKED = 128;

function inherited(l: Lage, d: PdfDict): string | null {
  let x: PdfDict | null = d;
  for (let i = 0; x && i < 20; i++) {
    const ft = nameOf(x.m.get('FT'));
    if (ft) return ft;
    x = asDict(before(l, x.m.get('Parent')));
  }
  return null;
}

/** A field that was empty when signed may be filled; a filled one stays as it is. */
function filledField(l: Lage, alt: PdfDict, neu: PdfDict): void {
  onlyKeys(alt, neu, ['V', 'AP', 'AS', 'M', 'F'], 'ein Formularfeld');
  const flags = asCount(alt.m.get('F')) ?? 0;
  const neueFlags = asCount(neu.m.get('F')) ?? 0;
  if (neueFlags !== flags && neueFlags !== (flags | LOCKED)) throw refuse('ein Formularfeld (/F)');
  const empty = !alt.m.has('V') || alt.m.get('V') === null;
  const art = inherited(l, alt);
  if (!empty || !neu.m.has('V')) throw refuse('ein ausgefülltes Formularfeld');
  if (art === 'Sig' ? !isProof(l, neu.m.get('V')) : l.stufe === 1 || l.gesperrt) throw refuse('ein Formularfeld');
}

function checkForm(l: Lage, alt: PdfWert | undefined, neu: PdfWert | undefined): Set<number> {
  const a = asDict(before(l, alt));
  const b = asDict(after(l, neu));
  if (!b) {
    if (a) throw refuse('das Formular entfernt oder');
    return new Set();
  }
  explain(l, neu);
  explain(l, b.m.get('Fields'));
  const free = ['Fields', 'SigFlags', ...(a?.m.has('DR') ? [] : ['DR']), ...(a?.m.has('DA') ? [] : ['DA'])];
  if (a) onlyKeys(a, b, free, 'das Formular');
  else if ([...b.m.keys()].some((k) => !free.includes(k))) throw refuse('das Formular');
  const neueFelder = added(l, a?.m.get('Fields'), b.m.get('Fields'), 'das Formular');
  for (const r of neueFelder) newField(l, r);
  return new Set(neueFelder.map((r) => r.num));
}

function checkPages(l: Lage, neueFelder: ReadonlySet<number>): void {
  for (const p of pages(l.doc, l.vor)) {
    const alt = asDict(load(l.doc, p.num, l.vor));
    const neu = asDict(load(l.doc, p.num, l.nach));
    if (!alt || !neu) throw refuse('eine Seite');
    const tabs = alt.m.has('Tabs') ? [] : ['Tabs'];
    onlyKeys(alt, neu, ['Annots', ...tabs], 'eine Seite');
    if (added(l, alt.m.get('Annots'), neu.m.get('Annots'), 'eine Seite').some((r) => !neueFelder.has(r.num)))
      throw refuse('eine Seite');
    l.erklaert.add(p.num);
    explain(l, neu.m.get('Annots'));
  }
}

/** Objects reached from the DSS, with the catalog as their only way in. */
function proofObjects(l: Lage, root: number): Set<number> {
  const out = new Set([root]);
  const climb = (w: PdfWert | undefined, tiefe: number): void =>
    eachRef(w, (r) => {
      if (out.has(r.num) || tiefe > 5) return;
      out.add(r.num);
      climb(load(l.doc, r.num, l.nach), tiefe + 1);
    });
  for (const stand of [l.vor, l.nach]) climb(catalog(l.doc, stand).m.get('DSS'), 0);
  return out;
}

/** Proof material (DSS, VRI) may change freely: it is shown to nobody and checked on its own. Nothing else may hang on it. */
function explainProofs(l: Lage, root: number): void {
  const proofs = proofObjects(l, root);
  for (const num of proofs) {
    if (num === root || !l.doc.revisionen[l.nach]?.eintraege.has(num)) continue;
    if (!onlyFrom(l, num, proofs)) throw refuse('ein Verzeichnis von Nachweisen');
    l.erklaert.add(num);
  }
}

const ANGABEN = 'Titel, Verfasser oder eine andere Angabe über das Dokument';

/** Title, author and what the file claims to be were signed with it; a program that signs later notes when it saved. */
function checkAngaben(l: Lage, { num }: PdfRef, gleich: typeof sameXmp): void {
  if (writtenIn(l.doc, num, l.nach) === writtenIn(l.doc, num, l.vor)) return;
  if (!gleich(l.doc, num, l.vor, l.nach)) throw refuse(ANGABEN);
  l.erklaert.add(num);
}

function checkCatalog(l: Lage): void {
  const alt = catalog(l.doc, l.vor);
  const neu = catalog(l.doc, l.nach);
  onlyKeys(alt, neu, ['AcroForm', 'DSS', 'Extensions'], 'das Hauptverzeichnis');
  let indirekt = false;
  eachRef(neu.m.get('Extensions'), () => {
    indirekt = true;
  });
  if (indirekt && !same(alt.m.get('Extensions'), neu.m.get('Extensions'))) throw refuse('das Hauptverzeichnis');
  l.erklaert.add(catalogRef(l.doc, l.nach).num);
  const neueFelder = checkForm(l, alt.m.get('AcroForm'), neu.m.get('AcroForm'));
  checkPages(l, neueFelder);
  const root = catalogRef(l.doc, l.nach).num;
  explainProofs(l, root);
  const meta = asRef(neu.m.get('Metadata'));
  if (meta && onlyFrom(l, meta.num, new Set([root]))) checkAngaben(l, meta, sameXmp);
}

function checkFields(l: Lage): void {
  for (const f of fields(l.doc, l.vor)) {
    if (writtenIn(l.doc, f.ref.num, l.nach) === writtenIn(l.doc, f.ref.num, l.vor)) continue;
    const neu = asDict(load(l.doc, f.ref.num, l.nach));
    if (!neu) throw refuse('ein Formularfeld');
    if (!same(f.dict, neu)) filledField(l, f.dict, neu);
    l.erklaert.add(f.ref.num);
  }
}

function checkTrailer(l: Lage): void {
  const a = l.doc.revisionen[l.vor]?.trailer;
  const b = l.doc.revisionen[l.nach]?.trailer;
  if (!a || !b || !same(a.m.get('Root'), b.m.get('Root'))) throw refuse('das Hauptverzeichnis');
  if (!same(a.m.get('Info'), b.m.get('Info'))) throw refuse(ANGABEN);
  const info = asRef(b.m.get('Info'));
  if (info && onlyFrom(l, info.num, new Set([0]))) checkAngaben(l, info, sameInfo);
}

/**
 * Throws `PdfFehler` unless state `nach` adds to the state before it only what may follow a signature: further signatures,
 * proof material, document time stamps, filling of fields that were empty, when it was saved.
 * `bezuege`: the references of all earlier states; a new object must not take a place that was named but empty.
 */
export function checkIncrement(doc: Dokument, nach: number, stufe: Stufe, gesperrt: boolean, bezuege: Bezuege): void {
  const l: Lage = { doc, vor: nach - 1, nach, stufe, gesperrt, erklaert: new Set(), bezuege };
  checkTrailer(l);
  checkCatalog(l);
  checkFields(l);
  for (const num of doc.revisionen[nach]?.eintraege.keys() ?? []) {
    const alt = writtenIn(doc, num, l.vor);
    if (alt === null) {
      if (bezuege.has(num) && writtenIn(doc, num, nach) !== null && !l.erklaert.has(num))
        throw refuse('ein leerer Verweis besetzt oder Inhalt');
    } else if (!l.erklaert.has(num) && !same(load(doc, num, l.vor), load(doc, num, nach)))
      throw refuse(`Objekt ${num}`);
  }
}
