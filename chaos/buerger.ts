import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gewerbe, hund } from '../app/demo/antworten.ts';
import { type DemoBuerger, ORTE } from '../app/demo/personen.ts';
import { aktenzeichenIn, fordere, fuelleAus, kennung, meldeBuergerAn } from '../tools/demo/bauen.ts';
import { type Browser, type Formular, formulare } from '../tools/demo/browser.ts';
import { antworteAuf } from './antworten.ts';
import { type Buehne, beharrlich, createZeugenbrowser, schlafe } from './buehne.ts';

interface Wunsch {
  ort: string;
  leistung: string;
  antworten: Record<string, unknown>;
  /** a person has to look at it first */
  pruefen?: boolean;
  ohneKonto?: boolean;
}

/** A citizen who submits one application after the other, by the numbers of `zufall`. */
export async function buergerLeben(k: Buehne, p: DemoBuerger, zufall: () => number): Promise<void> {
  for (let n = 1; !k.schluss.aborted; n++) {
    await antworteAuf(k, p, zufall);
    const wunsch =
      zufall() < 0.5 ? gewerbewunsch(k, p, n, zufall() < 0.6) : hundewunsch(k, p, n, zufall() < 0.5, zufall() < 0.4);
    const los = zufall();
    const zugleich = los < 0.1 ? 20 : los < 0.3 ? 3 : 1;
    const wie = { zugleich, spaeterNochmal: zufall() < 0.3, nachweis: zufall() < 0.5 };
    await stelleAntrag(k, p, wunsch, wie);
    if (zufall() < 0.3) widersprich(k, p, n);
    await schlafe(200 + zufall() * 600);
  }
}

function gewerbewunsch(k: Buehne, p: DemoBuerger, n: number, pruefen: boolean): Wunsch {
  const taetigkeit = `${pruefen ? 'Ofenbau' : 'Keramikwerkstatt'}, Anzeige ${n} von ${p.nachname}`;
  const handwerk = pruefen ? ({ bereich: 'handwerk', erlaubnis: 'unklar', handwerkskarte: false } as const) : {};
  const antworten = gewerbe(p, { taetigkeit, beginn: k.heute, plz: '04808', ort: 'Thallwitz', ...handwerk });
  return { ort: ORTE.thallwitz, leistung: 'gewerbe-anmeldung', antworten, pruefen };
}

function hundewunsch(k: Buehne, p: DemoBuerger, n: number, lastschrift: boolean, ohneKonto: boolean): Wunsch {
  const jahr = Number(k.heute.slice(0, 4));
  const antworten = hund(p, {
    name: `Motte ${n} von ${p.nachname}`,
    rasse: 'Whippet',
    farbe: 'gestromt',
    geboren: `${jahr - 2}-04-02`,
    aufnahme: `${jahr}-01-10`,
    ...(lastschrift ? { iban: 'DE02120300000000202051' } : {}),
  });
  return { ort: ORTE.wurzen, leistung: 'hundesteuer-anmeldung', antworten, ohneKonto };
}

async function stelleAntrag(
  k: Buehne,
  p: DemoBuerger,
  { ort, leistung, antworten, pruefen = false, ohneKonto = false }: Wunsch,
  wie: { zugleich: number; spaeterNochmal: boolean; nachweis: boolean },
): Promise<void> {
  // what was filled in only half is begun anew, as a draft of its own
  const { b, f } = await beharrlich(k, async () => {
    const neu = createZeugenbrowser(k);
    const b = ohneKonto ? neu : await meldeBuergerAn(k.basis, ort, p.id, 'substantiell', neu);
    const f = formulare(await fuelleAus(b, k.basis, ort, leistung, antworten)).find((x) =>
      x.action.endsWith('/absenden'),
    );
    fordere(f, 'Es gibt keinen Knopf zum Absenden');
    return { b, f };
  });
  const schluessel = /\/antrag\/([0-9a-f-]{36})\//.exec(f.action)?.[1] ?? '';
  k.buch.schreibe({ art: 'absicht', schluessel, leistung, antworten });
  const vorgang = await beharrlich(k, async () => {
    const runde = await Promise.all(Array.from({ length: wie.zugleich }, () => sende(k, b, f, schluessel)));
    const angenommen = runde.find((v) => v !== null);
    fordere(angenommen, 'Nicht angenommen');
    return angenommen;
  });
  if (wie.spaeterNochmal) await sende(k, b, f, schluessel);
  await lies(k, b, vorgang);
  const stufe = pruefen ? 'pruefen' : 'feststellen';
  k.bekannte.push({ vorgang, leistung, wer: ohneKonto ? null : p.id, stufe, nachgefordert: 0 });
  const weg = `${k.basis}/vorgang/${vorgang}/nachweis`;
  if (wie.nachweis) await holeNachweis(k, b, vorgang, weg).catch(() => k.zaehle('Nachweis noch nicht da'));
}

/** A letter on paper against the tax for one of the dogs; whoever works on it will enter it. */
function widersprich(k: Buehne, p: DemoBuerger, n: number): void {
  const gegen = k.bekannte.find(
    (v) =>
      v.leistung === 'hundesteuer-anmeldung' &&
      v.stufe === 'fertig' &&
      (v.wer === p.id || v.wer === null) &&
      !k.einsprueche.some((e) => e.vorgang === v.vorgang),
  );
  if (gegen) k.einsprueche.push({ vorgang: gegen.vorgang, text: `${p.nachname} hält die Steuer für zu hoch (${n}).` });
}

/** One submission. Acknowledged is what leads to the Vorgang, null what is not. */
async function sende(k: Buehne, b: Browser, f: Formular, schluessel: string): Promise<string | null> {
  const antwort = await b.send(f).catch(() => null);
  const vorgang = kennung(antwort?.ziel ?? '');
  if (antwort?.status !== 303 || !vorgang) {
    k.zaehle('Einreichung ohne Bestätigung');
    return null;
  }
  k.buch.schreibe({ art: 'angenommen', schluessel, vorgang });
  k.zaehle('Einreichung bestätigt');
  return vorgang;
}

/** Reads the number of the Vorgang on its own page. */
const lies = (k: Buehne, b: Browser, vorgang: string): Promise<void> =>
  beharrlich(k, async () => {
    const s = await b.open(`${k.basis}/vorgang/${vorgang}`);
    fordere(s.status === 200, 'Der Vorgang ist nicht zu sehen', s);
    k.buch.schreibe({ art: 'gelesen', vorgang, aktenzeichen: aktenzeichenIn(s) });
  });

/** Fetches the proof as soon as there is one; whoever wants it looks in a few times. */
export async function holeNachweis(k: Buehne, b: Browser, vorgang: string, adresse: string): Promise<void> {
  for (let i = 0; i < 10; i++) {
    const s = await b.open(adresse);
    if (s.status === 200 && s.dateiname.endsWith('.asice')) {
      const datei = join(k.ordner, `${randomUUID()}.asice`);
      writeFileSync(datei, s.bytes);
      k.buch.schreibe({ art: 'nachweis', vorgang, datei });
      k.zaehle('Nachweis ausgehändigt');
      return;
    }
    await schlafe(700);
  }
  k.zaehle('Nachweis noch nicht da');
}
