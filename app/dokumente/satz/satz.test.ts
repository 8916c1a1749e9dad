import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readBeispiele } from './beispiele.ts';
import type { SatzAuftrag } from './protokoll.ts';
import { bundleKind, inPdf, pruefePdf, textAus } from './pruefwerkzeuge.ts';
import { createSatz, type Satz } from './satz.ts';

const beispiele = readBeispiele();
let kindDatei = '';
let satz: Satz;

beforeAll(async () => {
  kindDatei = await bundleKind();
  satz = createSatz({ kindDatei, pause: 10 });
});
afterAll(() => satz.stop());

function beispiel(name: string): SatzAuftrag {
  const gefunden = beispiele.find((b) => b.name === name);
  if (!gefunden) throw new Error(`Beispiel ${name} fehlt`);
  return gefunden.auftrag;
}

async function pdfVon(auftrag: SatzAuftrag): Promise<Uint8Array> {
  const ergebnis = await satz.setze(auftrag);
  if (!ergebnis.ok) throw new Error(`${ergebnis.meldung} ${ergebnis.einzelheiten.join('; ')}`);
  return ergebnis.pdf;
}

const kleinerBrief = (text: string): SatzAuftrag => ({
  ...beispiel('nachforderung-mandat'),
  haupt: '/klein.typ',
  dateien: { '/klein.typ': `#set document(title: "t")\n${text}` },
});

describe('jedes Beispiel', () => {
  it('gibt es zu jeder Vorlage', () => {
    expect(new Set(beispiele.map((b) => b.vorlage))).toEqual(
      new Set([
        'antragskopie.typ',
        'eingangsbestaetigung.typ',
        'empfangsbescheinigung.typ',
        'kostenbescheid.typ',
        'nachforderung.typ',
        'behoerde-information.typ',
        'hundesteuerbescheid.typ',
      ]),
    );
    expect(beispiele).toHaveLength(11);
  });

  it.each(beispiele)('$leistung/$name ist PDF/A-2a, besteht PDF/UA-1 und ist zweimal gleich', async ({ auftrag }) => {
    const eins = await pdfVon(auftrag);
    const zwei = await pdfVon(auftrag);
    const ua = await satz.setze({ ...auftrag, standard: 'ua-1' });
    expect(ua.ok || ua.einzelheiten).toBe(true);
    expect(Buffer.compare(eins, zwei)).toBe(0);
    expect(inPdf(eins, 'pdfaid:part')).toBe(true);
    expect(inPdf(eins, '/Lang (de-DE)')).toBe(true);
    pruefePdf(eins);
  });

  it('bleibt Byte für Byte gleich, wenn ein neuer Prozess es setzt', async () => {
    const auftrag = beispiel('kostenbescheid-mandat');
    const anderer = createSatz({ kindDatei });
    const ergebnis = await anderer.setze(auftrag);
    await anderer.stop();
    expect(ergebnis.ok && Buffer.compare(ergebnis.pdf, await pdfVon(auftrag))).toBe(0);
  });
});

describe('Text des Briefs', () => {
  const faelle: [string, string[]][] = [
    [
      'kostenbescheid-mandat',
      [
        'setzen wir Verwaltungskosten von 50,00 € fest',
        'Rechtsbehelfsbelehrung',
        'Widerspruch bei der Gemeinde Thallwitz',
        'Der Bürgermeister Im Auftrag Katrin Seidel, Stadt Wurzen',
        'TEST-Siegel – ohne Rechtswirkung',
        'Seite 1 von 2',
      ],
    ],
    [
      'kostenbescheid-delegation',
      ['Widerspruch bei der Stadt Wurzen', 'Der Betrag ist am 15. April 2026 fällig', 'Der Oberbürgermeister'],
    ],
    ['empfangsbescheinigung-mandat', ['Wir bescheinigen, dass Sie am 7. März 2026', 'ohne Unterschrift gültig']],
    [
      'empfangsbescheinigung-erlaubnis-fehlt',
      [
        'Diese Bescheinigung berechtigt nicht zum Beginn des Gewerbebetriebes, wenn dafür eine Erlaubnis oder eine Eintragung in die Handwerksrolle notwendig ist.',
      ],
    ],
    [
      'hundesteuerbescheid-lastschrift',
      [
        'auf 97,50 € fest',
        '9 × 5,00 €',
        'DE98ZZZ09999999999',
        'Mandatsreferenz WUR-HS-000342-1',
        'gilt auch für die folgenden Jahre',
        'Jens Uhlig, Stadt Augustusburg',
      ],
    ],
    ['behoerde-information-delegation', ['§ 34a Absatz 1', 'nicht nachgewiesen', '§ 14 Abs. 5 Satz 1 GewO']],
    ['antragskopie-gewerbe', ['Töpferkurse', '5. Erklärungen']],
    ['eingangsbestaetigung-gewerbe', ['7. März 2026 um 15:02 Uhr']],
  ];
  it.each(faelle)('%s sagt, was er sagen muss', async (name, saetze) => {
    const text = textAus(await pdfVon(beispiel(name)));
    if (text === undefined) return;
    for (const satzteil of saetze) expect(text).toContain(satzteil);
  });

  it('nennt die fehlende Erlaubnis nur, wenn sie fehlt, und nie einen Rechtsbehelf', async () => {
    const text = textAus(await pdfVon(beispiel('empfangsbescheinigung-mandat')));
    if (text === undefined) return;
    expect(text).not.toContain('berechtigt nicht');
    expect(text).not.toContain('Widerspruch');
  });

  it('druckt Zeichen der Satzsprache aus Daten wörtlich', async () => {
    const boese = '#panic("x") *fett* _k_ $x^2$ @ref "zitat" \'s\' <b> \\ `code` // = [a]';
    const auftrag = beispiel('nachforderung-mandat');
    const daten = {
      ...auftrag.daten,
      betreff: boese,
      empfaenger: { zeilen: [boese, 'Nguyễn Đặng Łukasz Šimečková ẞ'] },
    };
    const text = textAus(await pdfVon({ ...auftrag, daten }));
    if (text === undefined) return;
    expect(text.split(boese).length - 1).toBeGreaterThanOrEqual(1);
    expect(text).toContain('Nguyễn Đặng Łukasz Šimečková ẞ');
  });

  it('verliert keinen sehr langen Namen', async () => {
    const name =
      'Prof. Dr.-Ing. Maximiliane-Alexandra Konstantina Freifrau von Hohenstein-Wittgenstein zu Sayn und Rappoltstein';
    const auftrag = beispiel('kostenbescheid-mandat');
    const daten = { ...auftrag.daten, empfaenger: { zeilen: ['Frau', name, 'Am Lossabach 12', '04808 Thallwitz'] } };
    const text = textAus(await pdfVon({ ...auftrag, daten }));
    if (text === undefined) return;
    expect(text.replaceAll(/-\s/g, '-')).toContain(name);
    expect(text).toContain('04808 Thallwitz');
  });

  it('wird auch ohne Prüfcode gesetzt, und dann ohne Siegelfeld', async () => {
    const auftrag = beispiel('kostenbescheid-mandat');
    const { pruefung: _, ...ohne } = auftrag.daten;
    const text = textAus(await pdfVon({ ...auftrag, daten: ohne }));
    if (text === undefined) return;
    expect(text).not.toContain('Prüfcode');
    expect(text).toContain('TEST');
  });

  it('trägt TEST nur, solange die Schlüssel TEST sind', async () => {
    const auftrag = beispiel('kostenbescheid-mandat');
    const text = textAus(await pdfVon({ ...auftrag, daten: { ...auftrag.daten, test: false } }));
    if (text === undefined) return;
    expect(text).not.toContain('TEST');
  });
});

describe('Ablehnung', () => {
  it('nennt die fehlende Angabe', async () => {
    const auftrag = beispiel('kostenbescheid-mandat');
    const { betreff: _, ...ohne } = auftrag.daten;
    const ergebnis = await satz.setze({ ...auftrag, daten: ohne as typeof auftrag.daten });
    expect(ergebnis).toMatchObject({ ok: false, code: 'angabe-fehlt' });
    expect(!ergebnis.ok && ergebnis.meldung).toContain('„betreff“');
  });

  it.each([
    ['einer Schrift, die nicht mitgeliefert ist', '#set text(font: "Arial")\nx', 'vorlage-warnung'],
    ['einer Schrift, die nur die Maschine hat', '#set text(font: "DejaVu Sans")\nx', 'vorlage-warnung'],
    ['eines Zeichens ohne Schrift', '#set text(font: "Fira Sans")\n中', 'zeichen-fehlt'],
    ['eines fremden Pakets', '#import "@preview/cetz:0.3.0": *', 'vorlage-fehlerhaft'],
    ['eines verdeckten fremden Pakets', '#import ("@pre" + "view/cetz:0.3.0"): *', 'vorlage-fehlerhaft'],
    ['der Uhr', '#datetime.today().display()', 'vorlage-fehlerhaft'],
    ['einer Datei des Rechners', '#read("/etc/hostname")', 'vorlage-fehlerhaft'],
    ['eines Fehlers in der Vorlage', '#let = ', 'vorlage-fehlerhaft'],
  ])('wegen %s', async (_grund, text, code) => {
    expect(await satz.setze(kleinerBrief(text))).toMatchObject({ ok: false, code });
  });

  it('weil eine Bescheinigung keine Rechtsbehelfsbelehrung trägt und ein Bescheid eine braucht', async () => {
    const schein = beispiel('empfangsbescheinigung-mandat');
    const mit = await satz.setze({ ...schein, daten: { ...schein.daten, rechtsbehelf: { text: 'Widerspruch' } } });
    expect(mit).toMatchObject({ ok: false, code: 'vorlage-weist-ab' });
    const bescheid = beispiel('kostenbescheid-mandat');
    const { rechtsbehelf: _, ...ohne } = bescheid.daten;
    const nackt = await satz.setze({ ...bescheid, daten: ohne });
    expect(nackt).toMatchObject({
      ok: false,
      code: 'vorlage-weist-ab',
      meldung: expect.stringContaining('Rechtsbehelfsbelehrung'),
    });
  });

  it('wegen eines unlesbaren Datums', async () => {
    const auftrag = beispiel('kostenbescheid-mandat');
    const ergebnis = await satz.setze({ ...auftrag, daten: { ...auftrag.daten, erstelltAm: 'gestern' } });
    expect(ergebnis).toMatchObject({ ok: false, code: 'datum-ungueltig' });
  });
});

describe('der eigene Prozess', () => {
  const schleife = '#let f(n) = { let s = 0; for i in range(4000) { for j in range(4000) { s += i * j } }; s }\n#f(1)';

  it('reißt bei einem Absturz nur den laufenden Brief mit', async () => {
    const eigener = createSatz({ kindDatei, pause: 10 });
    await eigener.setze(beispiel('nachforderung-mandat'));
    const opfer = eigener.setze(kleinerBrief(schleife));
    const naechster = eigener.setze(beispiel('nachforderung-mandat'));
    const pid = eigener.pid();
    if (pid === undefined) throw new Error('kein Prozess');
    process.kill(pid, 'SIGKILL');
    expect(await opfer).toMatchObject({ ok: false, code: 'satz-abgestuerzt' });
    expect((await naechster).ok).toBe(true);
    expect(eigener.pid()).not.toBe(pid);
    await eigener.stop();
  });

  it('bricht einen Brief nach seiner Höchstzeit ab', async () => {
    // the clock stands but for the one letter that shall be late: a busy machine makes no other one late
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const eigener = createSatz({ kindDatei, hoechstzeit: 1_500, pause: 10 });
      expect((await eigener.setze(beispiel('nachforderung-mandat'))).ok).toBe(true);
      const zuLang = eigener.setze(kleinerBrief(schleife));
      vi.advanceTimersByTime(1_500);
      expect(await zuLang).toMatchObject({ ok: false, code: 'satz-zeit' });
      expect((await eigener.setze(beispiel('nachforderung-mandat'))).ok).toBe(true);
      await eigener.stop();
    } finally {
      vi.useRealTimers();
    }
  });

  it('gibt beim Beenden jedem Wartenden eine Antwort', async () => {
    const eigener = createSatz({ kindDatei });
    const wartend = [1, 2, 3].map(() => eigener.setze(beispiel('nachforderung-mandat')));
    await eigener.stop();
    for (const ergebnis of await Promise.all(wartend))
      expect(ergebnis).toMatchObject({ ok: false, code: 'satz-beendet' });
    expect(await eigener.setze(beispiel('nachforderung-mandat'))).toMatchObject({ code: 'satz-beendet' });
  });
});
