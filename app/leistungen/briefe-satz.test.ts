import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Antworten } from '@rathausverbund/formular';
import { localDate } from '@rathausverbund/fristen';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type BriefDaten, createSatz, readGemeinsameVorlagen, type Satz } from '../dokumente/index.ts';
import { readBeispiel } from './beispiel.ts';
import { compileLeistung, type Leistung } from './compile.ts';
import { DIENSTE } from './dienste.ts';
import { readOrdner } from './katalog.ts';
import { gehe } from './probe.ts';

const wurzel = join(import.meta.dirname, '../../leistungen');
let satz: Satz;

beforeAll(async () => {
  // the build tool is plain JavaScript and therefore imported by address
  const werkzeug = pathToFileURL(join(import.meta.dirname, '../../tools/bundle.mjs')).href;
  const { bundle } = (await import(/* @vite-ignore */ werkzeug)) as { bundle(einstieg: string): Promise<string> };
  satz = createSatz({ kindDatei: await bundle('app/dokumente/satz/kind.ts') });
});
afterAll(() => satz.stop());

/** Letterhead and frame of an example letter of the same folder; the content comes from the case. */
function rahmen(ordner: string, brief: string): BriefDaten<unknown> {
  const datei = readdirSync(join(ordner, 'briefe/beispiele')).find((d) => d.startsWith(brief)) ?? '';
  return JSON.parse(readFileSync(join(ordner, 'briefe/beispiele', datei), 'utf8')) as BriefDaten<unknown>;
}

const ZAHLUNG = {
  betrag: '1,00 €',
  faellig: '1. Juli 2026',
  kassenzeichen: 'X.1',
  iban: 'DE02500105170137075030',
  kontoinhaber: 'Stadt',
};

async function typeset(
  leistung: Leistung,
  ordner: string,
  name: string,
  geschrieben: Record<string, unknown>,
): Promise<string> {
  const { betreff, ...inhalt } = geschrieben;
  const { zahlung: _, ...rest } = rahmen(ordner, name);
  // the template wants either the debit or the payment block, and only on a Verwaltungsakt
  const zahlt = leistung.briefe.get(name)?.art === 'verwaltungsakt' && !('lastschrift' in inhalt);
  const daten = { ...rest, betreff: String(betreff), inhalt, ...(zahlt ? { zahlung: ZAHLUNG } : {}) };
  const haupt = leistung.briefe.get(name)?.haupt ?? '';
  const e = await satz.setze({ haupt, dateien: { ...readGemeinsameVorlagen(), ...leistung.quellen }, daten });
  return e.ok ? 'gesetzt' : `${e.meldung} ${e.einzelheiten.join('; ')}`;
}

for (const schluessel of ['gewerbe-anmeldung', 'hundesteuer-anmeldung']) {
  const ordner = join(wurzel, schluessel);
  const u = await compileLeistung(readOrdner(ordner), { dienste: new Set(Object.keys(DIENSTE)) });
  if (!u.ok || !('leistung' in u)) throw new Error(schluessel);
  const { leistung } = u;
  describe(`Briefe aus den Beispielen: ${schluessel}`, () => {
    for (const datei of readdirSync(join(ordner, 'beispiele'))) {
      const b = readBeispiel(parse(readFileSync(join(ordner, 'beispiele', datei), 'utf8')));
      if (!b.ok) throw new Error(datei);
      const { briefe } = gehe(leistung, b.beispiel, b.beispiel.antrag as Antworten, localDate(b.beispiel.tag));
      for (const [name, geschrieben] of Object.entries(briefe))
        it(`${datei}: ${name} lässt sich setzen`, async () => {
          expect(await typeset(leistung, ordner, name, geschrieben)).toBe('gesetzt');
        });
    }
  });
}
