import { attributwert, type XmlElement } from '../xml.ts';
import {
  erreiche,
  type Feld,
  festwert,
  type Gruppe,
  type Lesefehler,
  type Objekt,
  setze,
  type Zeile,
  type Zustand,
} from './bindung.ts';

export interface Gelesenes {
  readonly objekt: Objekt;
  readonly fehler: readonly Lesefehler[];
  /** where in the file text stands that no term of the table takes, each place once */
  readonly uebrig: readonly string[];
}

/** Reads an element by its table. Nothing is dropped in silence: what no line took is named in `uebrig`. */
export function liesTabelle(e: XmlElement, zeilen: readonly Zeile[], zustand: Zustand): Gelesenes {
  const leser = new Leser(zustand);
  const objekt = leser.lies(e, zeilen);
  const uebrig = new Set<string>();
  sammle(e, '', leser.genommen, uebrig);
  return { objekt, fehler: leser.fehler, uebrig: [...uebrig] };
}

function sammle(e: XmlElement, ort: string, genommen: ReadonlySet<XmlElement>, uebrig: Set<string>): void {
  const hier = `${ort}/${e.name}`;
  if (e.kinder.length === 0 && e.text.trim() !== '' && !genommen.has(e)) uebrig.add(hier);
  for (const kind of e.kinder) sammle(kind, hier, genommen, uebrig);
}

class Leser {
  /** Elements a line has taken; none is read twice. */
  readonly genommen = new Set<XmlElement>();
  readonly fehler: Lesefehler[] = [];
  private readonly zustand: Zustand;

  constructor(zustand: Zustand) {
    this.zustand = zustand;
  }

  lies(e: XmlElement, zeilen: readonly Zeile[]): Objekt {
    const o: Objekt = {};
    for (const zeile of zeilen) {
      if (zeile.t === 'feld') this.liesFeld(o, e, zeile);
      else if (zeile.t === 'gruppe') this.liesGruppe(o, e, zeile);
      else {
        const kind = this.erreiche(e, zeile.pfad)[0];
        if (kind) this.genommen.add(kind);
      }
    }
    return o;
  }

  private liesFeld(o: Objekt, e: XmlElement, zeile: Feld): void {
    const ziel = this.erreiche(e, zeile.pfad).find(
      (k) => k.text.trim() !== '' && (k === e || !this.genommen.has(k)) && this.passtAttribute(k, zeile),
    );
    if (!ziel) return;
    this.genommen.add(ziel);
    const text = ziel.text.trim();
    const wert = zeile.art.lies(text);
    if (wert === null) {
      this.fehler.push({ ort: ziel.name, wert: text.slice(0, 60), sonst: zeile.art.sonst });
      return;
    }
    setze(o, zeile.nach, wert);
    for (const [name, regel] of Object.entries(zeile.attribute)) {
      const inhalt = attributwert(ziel, name)?.trim();
      if (inhalt && festwert(regel, this.zustand) === null) setze(o, regel, inhalt);
    }
  }

  /** A fixed attribute must be right where it stands; the currency may be left out. */
  private passtAttribute(k: XmlElement, zeile: Feld): boolean {
    return Object.entries(zeile.attribute).every(([name, regel]) => {
      const soll = festwert(regel, this.zustand);
      const ist = attributwert(k, name)?.trim();
      return soll === null || ist === soll || (regel === '$waehrung' && ist === undefined);
    });
  }

  private liesGruppe(o: Objekt, e: XmlElement, zeile: Gruppe): void {
    const passend = this.erreiche(e, zeile.pfad).filter((k) => !this.genommen.has(k) && this.passt(k, zeile.zeilen));
    const gelesen: Objekt[] = [];
    for (const k of zeile.viele ? passend : passend.slice(0, 1)) {
      // the element belongs to this line, so that the next one of the same name looks elsewhere
      if (k !== e) this.genommen.add(k);
      const inhalt = this.lies(k, zeile.zeilen);
      if (Object.keys(inhalt).length > 0) gelesen.push(inhalt);
    }
    if (zeile.viele) {
      const bisher = o[zeile.nach];
      o[zeile.nach] = [...(Array.isArray(bisher) ? bisher : []), ...gelesen];
    } else if (zeile.nach === '') mische(o, gelesen[0] ?? {});
    else if (gelesen[0] !== undefined) mische(o, umwickle(zeile.nach, gelesen[0]));
  }

  private passt(e: XmlElement, zeilen: readonly Zeile[]): boolean {
    return zeilen.every(
      (z) => z.t !== 'fest' || z.lose || this.erreiche(e, z.pfad).some((k) => k.text.trim() === z.wert),
    );
  }

  private erreiche(e: XmlElement, pfad: readonly string[]): XmlElement[] {
    return erreiche(e, pfad, this.zustand.namensraeume);
  }
}

function umwickle(name: string, inhalt: Objekt): Objekt {
  const o: Objekt = {};
  setze(o, name, inhalt);
  return o;
}

/** Fields of one object may come from several elements (an address line here, a day there). */
function mische(o: Objekt, neu: Objekt): void {
  for (const [name, wert] of Object.entries(neu)) {
    const alt = o[name];
    const beide = [alt, wert].every((w) => typeof w === 'object' && !Array.isArray(w));
    if (beide) mische(alt as Objekt, wert as Objekt);
    else o[name] = wert;
  }
}
