import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  NORM,
  PROFILE,
  pruefeRechnung,
  type Rechnung,
  readRechnung,
  writeCii,
  writeUbl,
  type XmlElement,
} from '@rathausverbund/xoev';
import { libxmlParser } from '@rathausverbund/xoev/node';
import { dateien } from '../dateien.ts';
import { type Fall, fall, type Suite } from '../model.ts';
import { schreibeFremd } from '../xrechnung/core.ts';
import { pruefeKit } from '../xrechnung/kit.ts';
import { pruefeSchema } from '../xrechnung/schema.ts';
import { pruefeSchematron, regelwerke } from '../xrechnung/schematron.ts';

/**
 * Foreign invoices: each is read, keeps the rules of the standard, and comes out of both our writers as it went in. What we write is
 * judged by others: the XML schema of Factur-X, the rules of factur-x-kit, schema and writer of @e-invoice-eu/core, and the official
 * Schematron where its compiled files lie in `DIR/schematron`.
 */
export const xrechnung: Suite = {
  ordner: 'xrechnung',
  faelle: async (dir) => {
    const faelle: Fall[] = [];
    for (const name of dateien(dir, '.xml')) faelle.push(...(await einer(name, readFileSync(join(dir, name)), dir)));
    return faelle;
  },
};

async function einer(name: string, bytes: Uint8Array, dir: string): Promise<Fall[]> {
  const ergebnis = libxmlParser.parse(bytes);
  const gelesen = ergebnis.ok ? readRechnung(ergebnis.wurzel) : ergebnis;
  if (!gelesen.ok) return [{ name: `${name}: lesen`, ergebnis: 'failed', grund: gelesen.meldung }];
  const befunde = pruefeRechnung(gelesen.rechnung, NORM);
  const fehler = befunde.filter((b) => b.schwere === 'fehler').map((b) => b.meldung);
  const notizen = [
    ...befunde.filter((b) => b.schwere === 'warnung').map((b) => b.meldung),
    ...gelesen.uebrig.map((ort) => `nicht übernommen: ${ort}`),
  ];
  const gut: Fall =
    fehler.length === 0
      ? { name: `${name}: lesen`, notizen, ergebnis: 'passed' }
      : { name: `${name}: lesen`, notizen, ergebnis: 'failed', grund: fehler.join(' ') };
  const nach = await Promise.all(fremdeUrteile(name, gelesen.rechnung));
  return [gut, ...nach, ...(await schematron(name, bytes, gelesen.rechnung, dir))];
}

/** What others say about our writing of an invoice, each judge one case. */
export function fremdeUrteile(name: string, rechnung: Rechnung): Promise<Fall>[] {
  const cii = () => geschrieben(writeCii({ ...rechnung, profil: PROFILE.en16931 }));
  return [
    fall(`${name}: UBL hin und zurück`, () => wieder(rechnung, geschrieben(writeUbl(rechnung)))),
    fall(`${name}: CII hin und zurück`, () => wieder(rechnung, geschrieben(writeCii(rechnung)))),
    fall(`${name}: CII nach dem Schema von Factur-X`, () => grund(pruefeSchema(cii()))),
    fall(`${name}: CII nach den Regeln von factur-x-kit`, async () => grund(await pruefeKit(cii()))),
    fall(`${name}: UBL nach Schema und Schreiber von @e-invoice-eu/core`, async () =>
      wieder(rechnung, await schreibeFremd(baum(geschrieben(writeUbl(rechnung))), 'UBL')),
    ),
  ];
}

async function schematron(name: string, bytes: Uint8Array, rechnung: Rechnung, dir: string): Promise<Fall[]> {
  const werke = regelwerke(join(dir, 'schematron'));
  if (typeof werke === 'string') return [{ name: `${name}: Schematron`, ergebnis: 'skipped', grund: werke }];
  const wie = {
    fremd: new TextDecoder().decode(bytes),
    UBL: geschrieben(writeUbl(rechnung)),
    CII: geschrieben(writeCii(rechnung)),
  };
  return Promise.all(
    Object.entries(wie).map(([was, xml]) =>
      fall(`${name}: Schematron, ${was === 'fremd' ? 'wie empfangen' : `unser ${was}`}`, () =>
        grund(pruefeSchematron(xml, werke)),
      ),
    ),
  );
}

const grund = (fehler: readonly string[]) => (fehler.length === 0 ? undefined : fehler.join(' | '));

function baum(xml: string): XmlElement {
  const ergebnis = libxmlParser.parse(new TextEncoder().encode(xml));
  if (!ergebnis.ok) throw new Error(ergebnis.meldung);
  return ergebnis.wurzel;
}

function geschrieben(g: ReturnType<typeof writeUbl>): string {
  if (!g.ok) throw new Error(g.meldung);
  return g.xml;
}

function wieder(rechnung: Rechnung, xml: string): string | undefined {
  const gelesen = readRechnung(baum(xml));
  if (!gelesen.ok) return gelesen.meldung;
  if (gelesen.uebrig.length > 0) return `nicht übernommen: ${gelesen.uebrig.join(', ')}`;
  const [soll, ist] = [rechnung, gelesen.rechnung].map(geordnet);
  return soll === ist ? undefined : `anders zurückgekommen: ${ist}`;
}

/** The same text for the same values, in whatever order their names stand. */
const geordnet = (wert: unknown): string =>
  JSON.stringify(wert, (_, w: unknown) =>
    typeof w === 'object' && w !== null && !Array.isArray(w)
      ? Object.fromEntries(Object.entries(w).sort(([a], [b]) => (a < b ? -1 : 1)))
      : w,
  );
