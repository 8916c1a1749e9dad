import { type DemoBuerger, ORTE } from '../app/demo/personen.ts';
import { fordere, meldeBuergerAn } from '../tools/demo/bauen.ts';
import { formulare } from '../tools/demo/browser.ts';
import { type Bekannt, type Buehne, beharrlich, createZeugenbrowser } from './buehne.ts';

/** Looks into the own case of which papers were asked for, now and then into another, and answers. */
export async function antworteAuf(k: Buehne, p: DemoBuerger, zufall: () => number): Promise<void> {
  const alle = zufall() < 0.2;
  const eigene = k.bekannte.filter(
    (v) => v.wer === p.id && (v.stufe === 'antworten' || (alle && v.stufe === 'pruefen')),
  );
  const v = eigene[Math.floor(zufall() * eigene.length)];
  const zugleich = zufall() < 0.3 ? 3 : 1;
  if (v) await antworte(k, p, v, zugleich);
}

/** What the page asks for, word by word: one request is answered with one text, however often it has to be sent. */
const GEFORDERT = /Nachweis [0-9a-f]{8}/;

async function antworte(k: Buehne, p: DemoBuerger, v: Bekannt, zugleich: number): Promise<void> {
  const neu = () => meldeBuergerAn(k.basis, ORTE.thallwitz, p.id, 'substantiell', createZeugenbrowser(k));
  const b = await beharrlich(k, neu);
  let gefragt = '';
  await beharrlich(k, async () => {
    const s = await b.open(`${k.basis}/vorgang/${v.vorgang}`);
    fordere(s.status === 200, 'Der Vorgang ist nicht zu sehen', s);
    const f = formulare(s).find((x) => x.action.endsWith('/antwort'));
    const was = (f && GEFORDERT.exec(s.html)?.[0]) ?? '';
    // nothing is asked, or something else by now: the answer whose acknowledgement was lost has counted
    if (!f || (gefragt !== '' && was !== gefragt)) return;
    gefragt = was;
    const text = `${was}: liegt bei der Kammer, „so“ <b>&amp;</b> ß €.\r\n\r\nMit freundlichen Grüßen\r\n${p.nachname}`;
    k.buch.schreibe({ art: 'antworten', vorgang: v.vorgang, text });
    const runde = await Promise.all(Array.from({ length: zugleich }, () => b.send(f, { text }).catch(() => null)));
    const angenommen = runde.filter((a) => a?.status === 303 && a.ziel.includes('gesendet=1'));
    for (const _ of angenommen) k.buch.schreibe({ art: 'geantwortet', vorgang: v.vorgang, text });
    k.zaehle(angenommen.length > 0 ? 'Nachforderung beantwortet' : 'Antwort ohne Bestätigung');
    fordere(angenommen.length > 0, 'Die Antwort ist nicht bestätigt');
  });
  v.stufe = 'pruefen';
}
