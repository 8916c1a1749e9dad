import { uuidv7 } from '../base/index.ts';
import { umlageOf, vereinbareSchlicht } from '../pruefstand/vereinbarung.ts';
import type { baueFremd, Nummern } from './fremd.ts';
import { bilde, schreibe } from './reihen/fuellen.ts';

/** A form, or an address with a question in it, that names things by their ids. */
export interface Formular {
  /** method and pattern of its route, as the router knows it */
  weg: string;
  /** ids of somebody else that it is given */
  fremd: Nummern;
  /** values of the address of one's own, and of somebody else's; as the routes have them unless told */
  hier?: Nummern;
  dort?: Nummern;
  /** as many of one's own, where only one of them may be foreign at a time */
  eigen?: Nummern;
  felder: (n: Nummern) => Record<string, string>;
  /** for whom the foreign ids are no foreign ones: she gets another answer; null: it is kept as typed and looked up nowhere */
  darf: string | null;
}

type Fremd = Awaited<ReturnType<typeof baueFremd>>;

/** Forms that name nothing by an id beside that in their address: words, days, amounts, towns, keys of a Leistung. */
export const OHNE_NUMMERN: readonly string[] = [
  'POST /arbeitsplatz/vorgang/:id/aufgabe/:schritt',
  'POST /arbeitsplatz/vorgang/:id/stoerung/:schritt',
  'POST /arbeitsplatz/vorgang/:id/stoerung/:schritt/werte',
  'POST /arbeitsplatz/vorgang/:id/abgeben',
  'POST /arbeitsplatz/vorgang/:id/widerspruch',
  'POST /arbeitsplatz/vorgang/:id/ausgang',
  'POST /arbeitsplatz/vorgang/:id/befangen',
  'POST /arbeitsplatz/vorgang/:id/loeschen',
  'POST /arbeitsplatz/versand/:vorgang/:zustellung',
  'POST /arbeitsplatz/klaerung/:id',
  'POST /arbeitsplatz/register/:eintrag',
  'POST /arbeitsplatz/protokoll',
  'POST /steuerung/personal/:mitarbeiter',
  'POST /steuerung/satzung',
  'POST /steuerung/satzung/neu',
  'POST /steuerung/satzung/briefkopf',
  'POST /steuerung/satzung/bank',
  'POST /steuerung/fassungen',
  'POST /steuerung/vereinbarungen/:id',
  'POST /steuerung/abrechnung/pool',
  'POST /steuerung/eigene-kosten',
  'POST /steuerung/vergleich',
  'POST /steuerung/daten',
  'POST /steuerung/foerderung',
  'POST /steuerung/rechnungsangaben',
];

/** Names in questions and forms that carry no id. A new name fails until it is one of these, or of a form that gives it a foreign id. */
export const WORTE: ReadonlySet<string> = new Set(
  `ab amt aktion bic email erster faellig farbe fundstelle gefaehrlichErster gefaehrlichWeiterer glaeubigerId iban kasse kontoinhaber leitung oeffnungszeiten plz stand strasse web weiterer zusatz kennung funktion rolle telefon verfuegung ansprechpartner archiv art ausgleich angehalten befehl begruendung betrag bezeichnung bis dann dienstanweisung eg eingang
   ausgang einheit entscheidung fassung fortgesetzt geschlossen gespeichert getan grund gruppe hoechstbetrag jahr jahreskosten kanal klasse frage
   kommune kosten kostenstelle leistung leistung.gewerbe-anmeldung leitwegId letzter letzterTag menge monat nach name nr nur ort
   perioden pool produkt q quartal rechne richtig sachkonto schluessel schritt seite software stellen steuernummer stunden tab tag
   teil text titel uhrzeit ustId vermerk von vorgaenge was wochen zeile zuordnung zurueck zuschlag`.split(/\s+/),
);

/** Every form with ids in it, filled in so that nothing but the id can be wrong. Makes what they name, in Thallwitz and Wurzen. */
export async function nenneFormulare({ t, w, alle, thallwitz, bennewitz, mandat, eine }: Fremd): Promise<Formular[]> {
  const gut = async (sub: string, weg: string, felder: Record<string, string>) => {
    const r = await w.sende(sub, weg, felder);
    if (r.statusCode !== 303) throw new Error(`${sub} ${weg}: ${r.statusCode} ${r.body.replace(/<[^>]+>/g, ' ')}`);
  };
  const [LAST, ZAEHLUNG] = ['/steuerung/last/einrichten', '/steuerung/zaehlung'];
  const { wurzen, thallwitz: T, bennewitz: B, augustusburg } = w.ort;
  const regel = (von: string, leistung: string) =>
    eine('select vereinbarung from vereinbarungen.regel where von = $1 and an = $2 and leistung = $3', [
      von,
      wurzen,
      leistung,
    ]);
  const [scan, eigenScan] = [await regel(T, 'posteingang'), await regel(B, 'posteingang')];

  // both houses may distribute work; Wurzen does
  const dv = { titel: 'Dienstvereinbarung', geschlossen: '1.10.2026', ab: '1.11.2026', letzter: '' };
  for (const sub of ['s.hartig', 'm.gruhl']) await gut(sub, LAST, { was: 'vereinbarung', ...dv });
  const inWurzen = (tabelle: string) => eine(`select id from ${tabelle} where koerperschaft = $1`, [wurzen]);
  const amt = (sub: string) => eine('select id from konten.mitarbeiter where sub = $1', [sub]);
  const posten = { bezeichnung: 'Stelle 1', stunden: '5', ab: '1.11.2026' };
  const richteEin = async (sub: string, koerperschaft: string, mitarbeiter: string) => {
    const erste = (tabelle: string) => eine(`select id from ${tabelle} where koerperschaft = $1`, [koerperschaft]);
    await gut(sub, LAST, { was: 'team', name: 'Ordnung', 'leistung.gewerbe-anmeldung': 'ja' });
    const team = await erste('steuerung.team');
    await gut(sub, LAST, { was: 'planstelle', ...posten, team, mitarbeiter });
    return { team, mitarbeiter, vertretung: await erste('steuerung.planstelle') };
  };
  const dort = await richteEin('s.hartig', wurzen, await amt('k.weber'));
  const hier = await richteEin('m.gruhl', B, await amt('h.reichelt'));
  const { team, vertretung: planstelle } = dort;
  const tage = { ab: '7.12.2026', letzter: '8.1.2027' };
  await gut('s.hartig', LAST, { was: 'abwesenheit', ...tage, planstelle });
  const probe = { titel: 'Annahme', stunden: '5', ab: '1.12.2026', wochen: '6', kommune: '', leistung: '' };
  await gut('s.hartig', '/steuerung/last/probe', { ...probe, team });

  // a pool of which Thallwitz pays a share
  const abrede = umlageOf(T, wurzen, 'Scanstelle', '2026-09-01');
  const umlage = await vereinbareSchlicht(w.deps.db, w.deps.protokoll, abrede);

  // counted pages, and a statement of a month
  const seite = { einheit: 'seite', tag: '12.10.2026', menge: '120', grund: '' };
  for (const fuer of [`${scan}/posteingang`, `${eigenScan}/posteingang`, `${umlage}/vergabeakte`])
    await gut('d.lorenz', ZAEHLUNG, { ...seite, fuer, schluessel: uuidv7(Date.now()) });
  await w.leeren();
  const pool = { pool: 'Scanstelle', jahr: '2026', monat: '10' };
  await gut('s.hartig', '/steuerung/abrechnung/pool', { ...pool, kosten: '1.000,00 €', grund: 'Kostenstelle 1110' });
  const feststellung = await eine(
    `select angaben ->> 'feststellung' from abrechnung.eintrag where art = 'pool.festgestellt'`,
    [],
  );
  const quelle = (v: string) => eine('select quelle from abrechnung.eintrag where vereinbarung = $1', [v]);
  await gut('s.hartig', '/steuerung/abrechnung/stellen', { vereinbarung: mandat, jahr: '2026', perioden: '10' });
  const abrechnung = (n: Nummern) => ({ vereinbarung: n['vereinbarung'] ?? '', jahr: '2026', perioden: '10' });

  // who works for Thallwitz is stopped for one kind of work
  await gut('f.naumann', '/steuerung/zugang/anhalten', { stelle: wurzen, leistung: 'posteingang', grund: 'Prüfung' });
  await w.leeren();

  const halt = await eine('select id from vereinbarungen.halt where koerperschaft = $1', [T]);

  // work on many cases, and an order of the Kasse
  const haus = (name: string, koerperschaft: string, mehr: Record<string, unknown>) => {
    const tab = alle.find((x) => x.name === name);
    if (!tab) throw new Error(name);
    const merkmale = { koerperschaft, leistung: 'gewerbe-anmeldung', vorgang: thallwitz.vorgang, buerger: uuidv7(1) };
    const zeile = { ...bilde(tab, { ...merkmale, kanarie: 'FREMD' }, new Map()), ...mehr };
    return schreibe(t.setup, tab, zeile).then(() => String(zeile['id']));
  };
  const gewerbe = { leistung: 'gewerbe-anmeldung', von: 'a', nach: 'b', zuordnung: {}, probe: false };
  const lauf = (art: string, auftrag: object, person: string) =>
    haus('prozesse.sammellauf', wurzen, { art, auftrag, person, stand: 'laeuft' });
  const abgabe = await lauf('vorgang.abgeben', { ort: null }, await amt('k.weber'));
  const umstellung = await lauf('prozess.umstellen', gewerbe, await amt('s.hartig'));
  const ab2026 = { gueltig: '[2026-01-01,)', widerrufen_von: null, widerrufen_am: null };
  const anordnung = await haus('zahlungen.annahmeanordnung', T, ab2026);

  const aktenzeichen = await eine('select aktenzeichen from vorgaenge.vorgang where id = $1', [thallwitz.vorgang]);
  const vorfall = await eine('select schritt from prozesse.vorfall where vorgang = $1', [thallwitz.vorgang]);

  await t.setup.query(`update bekanntgabe.zustellung set versandt = '2026-11-20'`);

  // mandates that end, with a case to be finished after it
  const HUND = 'hundesteuer-anmeldung';
  const endet = (auftraggeber: string, auftragnehmer: string) =>
    vereinbareSchlicht(w.deps.db, w.deps.protokoll, {
      auftraggeber,
      auftragnehmer,
      leistungen: [HUND],
      bis: '2027-04-01',
    });
  const [endetDort, endetHier] = [await endet(T, augustusburg), await endet(B, w.ort.lossatal)];
  const hund = await haus('vorgaenge.vorgang', T, {
    id: uuidv7(Date.now()),
    leistung: HUND,
    bearbeitende_stelle: augustusburg,
    offen: true,
  });

  const text = (n: Nummern, name: string) => n[name] ?? '';
  const mitVereinbarung = (rest: Record<string, string>) => (n: Nummern) => ({ ...abrechnung(n), ...rest });
  const schritt = (was: string, darf: string, rest: Record<string, string> = {}): Formular => ({
    weg: `POST /steuerung/abrechnung/${was}`,
    fremd: { vereinbarung: mandat },
    felder: mitVereinbarung(rest),
    darf,
  });
  const last = (was: string, name: string, id: string, rest: Record<string, string> = {}): Formular => ({
    weg: 'POST /steuerung/last/einrichten',
    fremd: { [name]: id },
    felder: (n) => ({ was, ...rest, ...n }),
    darf: 's.hartig',
  });
  const mit = (
    weg: string,
    name: string,
    id: string,
    darf: string | null,
    rest: Record<string, string> = {},
  ): Formular => ({
    weg,
    fremd: { [name]: id },
    felder: (n) => ({ ...rest, ...n }),
    darf,
  });
  const stoerung = (n: Nummern) => `s.${text(n, 'vorgang')}.${vorfall}`;
  const auslauf = {
    weg: 'POST /steuerung/vereinbarungen/:id/auslauf',
    hier: { id: endetHier },
    dort: { id: endetDort },
  };

  return [
    {
      weg: 'POST /arbeitsplatz/abgeben',
      fremd: { vorgang: thallwitz.vorgang },
      felder: (n) => ({ [`w.${text(n, 'vorgang')}`]: '1', ort: wurzen, grund: 'Die Betriebsstätte liegt dort.' }),
      darf: 'k.weber',
    },
    {
      weg: 'POST /arbeitsplatz/abgeben',
      fremd: { vorgang: thallwitz.vorgang },
      felder: (n) => ({ [`z.${text(n, 'vorgang')}`]: '1', was: 'alle', ort: augustusburg, grund: 'Dort.' }),
      darf: 'k.weber',
    },
    mit('POST /arbeitsplatz/abgeben', 'lauf', abgabe, 'k.weber', { was: 'anhalten' }),
    mit('GET /arbeitsplatz/abgeben', 'lauf', abgabe, 'k.weber'),
    mit('POST /arbeitsplatz/umstellen', 'lauf', umstellung, 's.hartig', { was: 'anhalten' }),
    mit('POST /arbeitsplatz/annahmeanordnungen', 'widerrufen', anordnung, 'f.naumann'),
    {
      weg: 'POST /arbeitsplatz/stoerungen',
      fremd: { vorgang: thallwitz.vorgang },
      felder: (n) => ({ nur: stoerung(n) }),
      darf: 'k.weber',
    },
    {
      weg: 'POST /arbeitsplatz/stoerungen',
      fremd: { vorgang: thallwitz.vorgang },
      felder: (n) => ({ [`z.${stoerung(n)}`]: '1' }),
      darf: 's.hartig',
    },
    {
      weg: 'GET /arbeitsplatz/versand',
      fremd: { vorgang: thallwitz.vorgang, zustellung: thallwitz.zustellung },
      eigen: { vorgang: bennewitz.vorgang, zustellung: bennewitz.zustellung },
      felder: (n) => ({ versandt: `${text(n, 'vorgang')}_${text(n, 'zustellung')}` }),
      darf: 'd.lorenz',
    },
    mit('GET /arbeitsplatz/vorgang/:id', 'dokument', thallwitz.dokument, 'k.weber', { teil: 'unterlagen' }),
    schritt('bestreiten', 'f.naumann', { zeile: '0', grund: 'So nicht.' }),
    schritt('anerkennen', 'f.naumann'),
    schritt('berichtigen', 's.hartig', { grund: 'So nicht.' }),
    schritt('stellen', 's.hartig'),
    schritt('rechnung', 's.hartig'),
    schritt('kontierung', 's.hartig', { produkt: '1.1.1', sachkonto: '4482', kostenstelle: '' }),
    {
      weg: 'POST /steuerung/abrechnung/aufwand',
      fremd: { vereinbarung: mandat, vorgang: thallwitz.vorgang },
      eigen: { vereinbarung: eigenScan, vorgang: bennewitz.vorgang },
      felder: (n) => ({ ...n, klasse: 'einfach', grund: 'So war es.', monat: '2026-11' }),
      darf: 'k.weber',
    },
    mit('GET /steuerung/abrechnung/aufwand', 'vereinbarung', mandat, 's.hartig', { monat: '2026-11' }),
    {
      weg: 'POST /steuerung/zaehlung',
      fremd: { vereinbarung: scan },
      felder: (n) => ({ ...seite, fuer: `${text(n, 'vereinbarung')}/posteingang`, schluessel: uuidv7(7) }),
      darf: 'd.lorenz',
    },
    {
      weg: 'POST /steuerung/zaehlung/berichtigen',
      fremd: { vereinbarung: scan, quelle: await quelle(scan) },
      eigen: { vereinbarung: eigenScan, quelle: await quelle(eigenScan) },
      felder: (n) => ({ ...n, richtig: '118', grund: 'Deckblätter' }),
      darf: 'd.lorenz',
    },
    {
      weg: 'POST /steuerung/abrechnung/pool/berichtigen',
      fremd: { feststellung },
      felder: (n) => ({ ...n, ...pool, kosten: '900,00 €', grund: 'Gutschrift' }),
      darf: 's.hartig',
    },
    mit('POST /steuerung/zugang/fortsetzen', 'halt', halt, 'f.naumann'),
    mit('POST /steuerung/zugang/anhalten', 'stelle', augustusburg, 's.hartig', { leistung: HUND, grund: 'Prüfung' }),
    mit('GET /steuerung/zugang/anhalten', 'stelle', augustusburg, 's.hartig', { leistung: HUND }),
    {
      weg: 'POST /steuerung/last/vorschlaege',
      fremd: { vorgang: thallwitz.vorgang, person: await amt('k.weber') },
      eigen: { vorgang: bennewitz.vorgang, person: await amt('h.reichelt') },
      felder: (n) => ({ ...n, entscheidung: 'ja' }),
      darf: 's.hartig',
    },
    {
      weg: 'POST /steuerung/last/einrichten',
      fremd: { ...dort, mitarbeiter: await amt('j.roessler') },
      eigen: { ...hier, mitarbeiter: await amt('m.gruhl') },
      felder: (n) => ({ was: 'planstelle', ...posten, ...n, bezeichnung: 'Stelle 2' }),
      darf: 's.hartig',
    },
    last('abwesenheit', 'planstelle', planstelle, { ab: '1.2.2027', letzter: '2.2.2027' }),
    last('abwesenheit-loeschen', 'id', await inWurzen('steuerung.abwesenheit')),
    last('planstelle-loeschen', 'id', planstelle),
    last('annahme-loeschen', 'id', await inWurzen('steuerung.annahme')),
    mit('POST /steuerung/last/probe', 'team', team, null, probe),
    mit('GET /steuerung/last/probe', 'team', team, 's.hartig', { ...probe, rechne: 'ja' }),
    last('team-loeschen', 'id', team),
    last('beenden', 'id', await inWurzen('steuerung.dienstvereinbarung')),
    mit('GET /steuerung/zugang/vorgang', 'aktenzeichen', aktenzeichen, 'f.naumann', { tag: '', uhrzeit: '' }),
    mit('GET /arbeitsplatz', 'q', aktenzeichen, 'k.weber'),
    mit('GET /steuerung/vereinbarungen/:id/auslauf', 'q', aktenzeichen, null),
    mit('GET /steuerung/vereinbarungen/neu', 'aendert', mandat, 's.hartig'),
    mit('POST /steuerung/vereinbarungen/neu', 'aendert', mandat, 's.hartig', { schritt: 'parteien' }),
    { ...auslauf, fremd: { vorgang: hund }, felder: (n) => ({ [`v.${text(n, 'vorgang')}`]: 'ja' }), darf: 'f.naumann' },
    { ...auslauf, fremd: { vorgang: hund }, felder: (n) => ({ streichen: text(n, 'vorgang') }), darf: 'f.naumann' },
    mit('POST /steuerung/personal', 'mitarbeiter', await amt('s.hartig'), 'f.naumann', {
      was: 'widerrufen',
      leistung: 'gewerbe-anmeldung',
    }),
    {
      weg: 'POST /steuerung/personal',
      fremd: { mitarbeiter: await amt('f.naumann') },
      felder: (n) => ({
        was: 'ernennen',
        wer: `${T}/${text(n, 'mitarbeiter')}`,
        leistung: 'gewerbe-anmeldung',
        ab: '1.12.2026',
        letzter: '',
        verfuegung: 'Verfügung vom 1.12.2026',
      }),
      darf: 'f.naumann',
    },
    {
      weg: 'POST /steuerung/foerderung/:zuwendung',
      fremd: { buchung: thallwitz.ausgabe },
      felder: (n) => ({ aktion: 'gegen', grund: 'Doppelt', ...n }),
      darf: 'f.naumann',
    },
  ];
}
