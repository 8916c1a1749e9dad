import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buerger } from '../../app/demo/personen.ts';
import { root } from '../bundle.mjs';
import { aktenzeichenIn, fuelleAus, meldeBuergerAn, warte } from '../demo/bauen.ts';
import { formulare, links } from '../demo/browser.ts';
import { newPage } from '../test/browser.ts';
import { meldeAn } from './anmelden.ts';
import { fotografiere } from './fotos.ts';
import { type Instanz, neuerOrdner, startInstanz } from './instanz.ts';
import { lies } from './reise.ts';

const MINUTEN = 60_000;
/** Böhlen, as in the file that the command gives to fill in. */
const BOEHLEN = '14729040';
const ordner = neuerOrdner();
const fest = join(ordner.daten, '../strassenfest');
let instanz: Instanz;

beforeAll(async () => {
  instanz = await startInstanz({ daten: ordner.daten, umgebung: { DEMO_BESTAND: 'leer' } });
}, 4 * MINUTEN);
afterAll(async () => {
  await instanz?.stop();
  ordner.weg();
}, MINUTEN);

/** A front door, called beside the running installation. */
function rufe(tuer: string, ...woerter: string[]) {
  const env = { ...process.env, DATEN_DIR: ordner.daten, DATABASE_URL: '' };
  const p = spawnSync(process.execPath, ['tools/run.mjs', `app/main/${tuer}.ts`, ...woerter], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  return { code: p.status, text: p.stdout + p.stderr };
}
/** The heading of a page, as soon as it is there. */
const kopf = (weg: string, wann: (status: number, titel: string) => boolean) =>
  warte(`Die Seite ${weg}`, 20, async () => {
    const antwort = await fetch(`${instanz.basis}${weg}`);
    const titel = /<h1[^>]*>([^<]*)/.exec(await antwort.text())?.[1] ?? '';
    return wann(antwort.status, titel) ? titel : undefined;
  });
const beantrage = async (ags: string) => {
  const wer = buerger.find((b) => b.id === 'sommer');
  if (!wer) throw new Error('sommer fehlt');
  const { vorname, nachname, anschrift: strasse, plz, ort } = wer;
  const b = await meldeBuergerAn(instanz.basis, ags, wer.id);
  const seite = await fuelleAus(b, instanz.basis, ags, 'strassenfest', {
    person: { vorname, nachname, strasse, plz, ort },
    vorhaben: { was: 'Nachbarschaftsfest', beginn: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10) },
  });
  const f = formulare(seite).find((x) => x.action.endsWith('/absenden'));
  if (!f) throw new Error('kein Knopf zum Absenden');
  const eingang = await b.submit(f);
  const vorgang = eingang.url.split('?')[0] ?? '';
  await warte('Die Bestätigung', 30, async () => links(await b.open(vorgang), /\/dokument\//, /estätigung/)[0]);
  return aktenzeichenIn(eingang);
};
const nenne = (name: string) => {
  const datei = join(fest, 'leistung.yaml');
  writeFileSync(
    datei,
    readFileSync(datei, 'utf8')
      .replace('kurz: XX', 'kurz: SF')
      .replace(/^name: .*$/m, `name: ${name}`),
  );
};

describe('Neben der laufenden Anlage', { timeout: 2 * MINUTEN }, () => {
  it('wird eine Leistung veröffentlicht und gleich beantragt, ohne Neustart', async () => {
    expect(rufe('leistung', 'new', fest).code).toBe(0);
    nenne('Straßenfest anzeigen');
    const vorschau = rufe('leistung', 'publish', fest);
    expect(vorschau).toMatchObject({ code: 0, text: expect.stringContaining('Es wurde nichts verändert.') });
    expect((await fetch(`${instanz.basis}/portal/14729410/strassenfest`)).status).toBe(404);

    expect(rufe('leistung', 'publish', fest, '--eintragen')).toMatchObject({
      code: 0,
      text: expect.stringContaining('Sie gilt ab jetzt.'),
    });
    await kopf('/portal/14729410/strassenfest', (status) => status === 200);
    expect(await beantrage('14729410')).toMatch(/^WUR-SF-\d{4}-000001$/);
    expect(rufe('leistung', 'publish', fest, '--eintragen').text).toContain('Diese Fassung gilt schon.');
  });

  it('gilt dann eine neue Fassung, und auf Wunsch wieder die davor', async () => {
    nenne('Straßenfest melden');
    const text = rufe('leistung', 'publish', fest, '--eintragen').text;
    expect(text).toContain('geändert leistung.yaml');
    await kopf('/portal/14729410/strassenfest', (_, titel) => titel === 'Straßenfest melden');
    expect(rufe('leistung', 'publish', '--zurueck', 'strassenfest').text).toContain('Es wurde nichts verändert.');
    expect(rufe('leistung', 'publish', '--zurueck', 'strassenfest', '--eintragen').code).toBe(0);
    await kopf('/portal/14729410/strassenfest', (_, titel) => titel === 'Straßenfest anzeigen');
  });

  it('wird nicht veröffentlicht, was bei einem Beispiel anderes tut', async () => {
    const beispiel = join(fest, 'beispiele/01-rechtzeitig.yaml');
    const gut = readFileSync(beispiel, 'utf8');
    writeFileSync(beispiel, gut.replace('personNoetig: false', 'personNoetig: true'));
    expect(readFileSync(beispiel, 'utf8')).not.toBe(gut);
    expect(rufe('leistung', 'publish', fest, '--eintragen')).toMatchObject({
      code: 1,
      text: expect.stringContaining('So wird sie nicht veröffentlicht. Es wurde nichts verändert.'),
    });
    writeFileSync(beispiel, gut);
  });

  it('kommt eine Kommune dazu und ist gleich für ihre Bürger da', async () => {
    const datei = join(ordner.daten, '../boehlen.yaml');
    writeFileSync(datei, rufe('kommune', 'add', '--vorlage').text);
    expect(rufe('kommune', 'add', datei, '--eintragen')).toMatchObject({
      code: 0,
      text: expect.stringContaining('Aufgenommen.'),
    });
    await kopf(`/portal/${BOEHLEN}/strassenfest`, (status) => status === 200);
    expect(await beantrage(BOEHLEN)).toMatch(/^BOE-SF-\d{4}-000001$/);
  });

  it('gilt eine neue Fassung erst nach ihrer Freigabe, wo sich eine Kommune das vorbehält', async () => {
    const r = { basis: instanz.basis, gegenstelle: '' };
    const leitung = await newPage();
    await meldeAn(r, leitung, 's.hartig');
    await leitung.goto(`${instanz.basis}/steuerung/satzung`);
    await leitung.getByRole('link', { name: 'Fassungen ansehen' }).click();
    await leitung.getByRole('button', { name: 'Straßenfest anzeigen: Neue Fassungen selbst freigeben' }).click();
    expect(await lies(leitung)).toContain('Neue Fassungen gelten bei Ihnen jetzt erst nach Ihrer Freigabe.');

    nenne('Straßenfest melden');
    const regeln = join(fest, 'regeln/pruefung.dmn');
    const text = readFileSync(regeln, 'utf8');
    writeFileSync(
      regeln,
      text
        .replace('Das Vorhaben hat schon begonnen: Eine', 'Zu spät angezeigt: Eine')
        .replace('label="Beginnt nach der Anzeige"', 'label="Rechtzeitig angezeigt"'),
    );
    expect(rufe('leistung', 'publish', fest, '--eintragen').text).toContain(
      'Erst nach eigener Freigabe gilt sie bei: Stadt Wurzen',
    );
    await kopf(`/portal/${BOEHLEN}/strassenfest`, (_, titel) => titel === 'Straßenfest melden');
    await kopf('/portal/14729410/strassenfest', (_, titel) => titel === 'Straßenfest anzeigen');

    await leitung.goto(`${instanz.basis}/steuerung/fassungen`);
    await fotografiere(leitung, 'steuerung-fassungen');
    await leitung.getByRole('link', { name: 'Ansehen und freigeben' }).click();
    expect(await lies(leitung)).toMatch(/entfällt: name: Straßenfest anzeigen neu: name: Straßenfest melden/);
    await fotografiere(leitung, 'steuerung-fassung-vergleich');
    await leitung.getByRole('button', { name: 'Diese Fassung freigeben' }).click();
    expect(await lies(leitung)).toContain('Die Fassung ist freigegeben.');
    await kopf('/portal/14729410/strassenfest', (_, titel) => titel === 'Straßenfest melden');
    await leitung.context().close();
    nenne('Straßenfest anzeigen');
    expect(rufe('leistung', 'publish', fest, '--eintragen').code).toBe(0);
  });

  it('geht eine Leistung wieder, und wer sie beantragt hat, sieht sie noch', async () => {
    expect(rufe('leistung', 'publish', '--beenden', 'strassenfest', '--eintragen').code).toBe(0);
    await warte('Das Ende', 20, async () => {
      const { status } = await fetch(`${instanz.basis}/portal/${BOEHLEN}/strassenfest`);
      return status === 404 || undefined;
    });
    const b = await meldeBuergerAn(instanz.basis, BOEHLEN, 'sommer');
    expect((await b.open(`${instanz.basis}/meine`)).html).toContain('Straßenfest anzeigen');
    const nichts = rufe('leistung', 'publish', '--beenden', 'strassenfest', '--eintragen');
    expect(nichts).toMatchObject({ code: 0, text: expect.stringContaining('Es gibt nichts zu tun.') });
    expect(rufe('leistung', 'publish', '--zurueck', 'gibt-es-nicht')).toMatchObject({
      code: 3,
      text: expect.stringContaining('noch keine Leistung „gibt-es-nicht“ veröffentlicht'),
    });
  });
});
