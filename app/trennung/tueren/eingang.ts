import { oeffentlich } from '../../base/index.ts';
import { GEWERBE, HUND, person, sha256 } from '../welt.ts';
import { type Angriff, EINREICHEN, leer, NUMMER, type Tuerwelt } from './welt.ts';

/** Submissions, links of people without account, numbers of an Aktenzeichen. */
export function eingang(w: Tuerwelt): Angriff[] {
  const { o, buergerin, andere, bennewitz, dienst, entwurf, fremd, meins } = w;
  return [
    {
      tuer: 'eingang.einreichen',
      was: 'für eine andere Person',
      kontext: person(buergerin),
      sql: EINREICHEN,
      werte: () => meins((a) => void (a.vorgang.buerger = andere)),
    },
    {
      tuer: 'eingang.einreichen',
      was: 'ohne Person',
      kontext: oeffentlich,
      sql: EINREICHEN,
      werte: () => meins((a) => void (a.vorgang.buerger = null)),
    },
    {
      tuer: 'eingang.einreichen',
      was: 'als Sachbearbeitung',
      kontext: bennewitz,
      sql: EINREICHEN,
      werte: () => meins(() => undefined),
    },
    {
      tuer: 'eingang.einreichen',
      was: 'im Dienst eines anderen Hauses',
      kontext: dienst,
      sql: EINREICHEN,
      werte: () => meins(() => undefined),
    },
    {
      tuer: 'eingang.einreichen',
      was: 'mit Ereignissen eines anderen Hauses',
      kontext: person(buergerin),
      sql: EINREICHEN,
      werte: () => meins((a) => a.ereignisse.forEach((e) => (e.koerperschaft = o.wurzen))),
    },
    {
      tuer: 'eingang.einreichen',
      was: 'mit Ereignissen in einem fremden Vorgang',
      kontext: person(buergerin),
      sql: EINREICHEN,
      werte: () => meins((a) => a.ereignisse.forEach((e, i) => ((e.vorgang = fremd.vorgang.id), (e.n = 3 + i)))),
    },
    {
      tuer: 'eingang.einreichen',
      was: 'mit Ereignissen einer anderen Person',
      kontext: person(buergerin),
      sql: EINREICHEN,
      werte: () => meins((a) => a.ereignisse.forEach((e) => (e.buerger = andere))),
    },
    {
      tuer: 'eingang.einreichen',
      was: 'mit Ereignissen einer anderen Leistung',
      kontext: person(buergerin),
      sql: EINREICHEN,
      werte: () => meins((a) => a.ereignisse.forEach((e) => (e.leistung = HUND))),
    },
    {
      tuer: 'eingang.einreichen',
      was: 'mit Ereignissen im Strom einer Vereinbarung',
      kontext: person(buergerin),
      sql: EINREICHEN,
      werte: () => meins((a) => a.ereignisse.forEach((e) => (e.stromArt = 'vereinbarung'))),
    },
    {
      tuer: 'eingang.einreichen',
      was: 'mit anderen Aufträgen als den beiden',
      kontext: person(buergerin),
      sql: EINREICHEN,
      werte: () => meins((a) => a.auftraege.forEach((x) => (x.art = 'bekanntgabe.benachrichtigen'))),
    },
    {
      tuer: 'eingang.einreichen',
      was: 'als Nachricht einer Behörde',
      kontext: person(buergerin),
      sql: EINREICHEN,
      werte: () => meins((a) => void (a.eingang.kanal = 'behoerde')),
    },
    {
      tuer: 'eingang.einreichen',
      was: 'mit dem Entwurf einer anderen Person',
      kontext: person(buergerin),
      sql: EINREICHEN,
      werte: () => meins(() => undefined, entwurf),
    },
    {
      tuer: 'eingang.zugang_anlegen',
      was: 'zu den Vorgängen einer anderen Person',
      kontext: bennewitz,
      sql: `select eingang.zugang_anlegen($1, $2, 'infinity')`,
      werte: () => [sha256('x'), andere],
    },
    {
      tuer: 'eingang.zugang_anlegen',
      was: 'zu einem Konto, ohne jemand zu sein',
      kontext: oeffentlich,
      sql: `select eingang.zugang_anlegen($1, $2, 'infinity')`,
      werte: () => [sha256('x'), andere],
    },
    {
      tuer: 'eingang.zugang_lesen',
      was: 'mit geratenem Geheimnis',
      kontext: bennewitz,
      sql: 'select eingang.zugang_lesen($1)',
      werte: () => [sha256('geraten')],
      harmlos: leer,
    },
    ...[-1_000_000, 0, 2_000_000_000].map(
      (n): Angriff => ({
        tuer: 'vorgaenge.nummernblock',
        was: `${n} auf einmal`,
        kontext: bennewitz,
        sql: NUMMER,
        werte: () => [o.thallwitz, GEWERBE, n],
      }),
    ),
    {
      tuer: 'vorgaenge.nummernblock',
      was: 'ohne jemand zu sein',
      kontext: oeffentlich,
      sql: NUMMER,
      werte: () => [o.thallwitz, GEWERBE, 20],
    },
    {
      tuer: 'vorgaenge.nummernblock',
      was: 'eines anderen Hauses',
      kontext: bennewitz,
      sql: NUMMER,
      werte: () => [o.thallwitz, GEWERBE, 20],
    },
  ];
}
