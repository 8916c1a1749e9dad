import { createHash } from 'node:crypto';
import { fordere, meldeMitarbeitAn } from '../tools/demo/bauen.ts';
import { type Browser, type Formular, formulare } from '../tools/demo/browser.ts';
import { type Buehne, beharrlich, createZeugenbrowser, schlafe } from './buehne.ts';

/** Who posts letters: the post room of one house, and where there is none whoever works on the case. */
export const POST: readonly string[] = ['d.lorenz', 'm.uhlig'];

const BRIEF = /\/versand\/([0-9a-f-]{36})\/([0-9a-f-]{36})$/;

/** Prints and posts what lies in the queue, one letter after the other, sometimes from two windows at once. */
export async function postLeben(k: Buehne, sub: string, zufall: () => number): Promise<void> {
  const anmelden = () => beharrlich(k, () => meldeMitarbeitAn(k.basis, sub, createZeugenbrowser(k)));
  let b = await anmelden();
  while (!k.schluss.aborted) {
    const [wahl, zugleich] = [zufall(), zufall() < 0.3 ? 2 : 1];
    try {
      const s = await b.open(`${k.basis}/arbeitsplatz/versand`);
      fordere(s.status === 200, 'Die Druckliste ist nicht zu sehen', s);
      const briefe = formulare(s).filter((f) => BRIEF.test(f.action));
      const f = briefe[Math.floor(wahl * briefe.length)];
      if (f) await versende(k, b, f, sub, zugleich);
    } catch {
      k.zaehle('Arbeit abgebrochen');
      b = await anmelden();
    }
    await schlafe(600 + zufall() * 900);
  }
}

async function versende(k: Buehne, b: Browser, f: Formular, wer: string, zugleich: number): Promise<void> {
  const [, vorgang = '', zustellung = ''] = BRIEF.exec(f.action) ?? [];
  const brief = await b.open(`${f.action}/dokument`);
  fordere(brief.status === 200 && brief.dateiname.endsWith('.pdf'), 'Der Brief lässt sich nicht drucken', brief);
  const sha256 = createHash('sha256').update(brief.bytes).digest('hex');
  k.buch.schreibe({ art: 'gedruckt', vorgang, zustellung, sha256 });
  k.buch.schreibe({ art: 'versenden', vorgang, zustellung, wer });
  const runde = await Promise.all(Array.from({ length: zugleich }, () => b.send(f).catch(() => null)));
  for (const a of runde) {
    const bestaetigt = a?.status === 303 && a.ziel.endsWith(`versandt=${vorgang}_${zustellung}`);
    if (bestaetigt) k.buch.schreibe({ art: 'versandt', vorgang, zustellung, wer });
    k.zaehle(bestaetigt ? 'Brief versandt' : `Versand ohne Bestätigung (${a?.status ?? 'keine Antwort'})`);
  }
}
