import type { Wege } from '../../personal/wege.ts';
import { speichereRechnungsangaben, zeigeRechnungsangaben } from '../rechnung/angaben.tsx';
import { sendeRechnung, stelleRechnungen } from '../rechnung/handeln.ts';
import { berichtigeKlasse, zeigeAufwand } from './aufwand.tsx';
import { kontiereVereinbarung, sendeBuchungen, zeigeBuchungen } from './buchungen.tsx';
import { zeigeAbrechnung } from './einzeln.tsx';
import { berichtigeAbrechnung, bestreiteZeile, erkenneAbrechnungAn, stelleAbrechnung } from './handeln.ts';
import { zeigeAbrechnungen } from './liste.tsx';
import { berichtigeKosten, trageKostenEin, zeigePools } from './pool.tsx';
import { berichtigeMenge, erfasseMenge, zeigeZaehlung } from './zaehlung.tsx';

/** The addresses of this area below /steuerung. */
export function registerAbrechnung({ get, post }: Wege): void {
  get('/abrechnung', zeigeAbrechnungen);
  get('/abrechnung/buchungen', zeigeBuchungen);
  get('/abrechnung/buchungen.csv', sendeBuchungen);
  get('/abrechnung/aufwand', zeigeAufwand);
  get('/abrechnung/pool', zeigePools);
  get('/abrechnung/:vereinbarung/:periode', zeigeAbrechnung);
  get('/abrechnung/rechnung/:rechnung/:form', sendeRechnung);
  get('/rechnungsangaben', zeigeRechnungsangaben);
  get('/zaehlung', zeigeZaehlung);
  post('/abrechnung/stellen', stelleAbrechnung);
  post('/abrechnung/anerkennen', erkenneAbrechnungAn);
  post('/abrechnung/bestreiten', bestreiteZeile);
  post('/abrechnung/berichtigen', berichtigeAbrechnung);
  post('/abrechnung/kontierung', kontiereVereinbarung);
  post('/abrechnung/aufwand', berichtigeKlasse);
  post('/abrechnung/pool', trageKostenEin);
  post('/abrechnung/pool/berichtigen', berichtigeKosten);
  post('/abrechnung/rechnung', stelleRechnungen);
  post('/rechnungsangaben', speichereRechnungsangaben);
  post('/zaehlung', erfasseMenge);
  post('/zaehlung/berichtigen', berichtigeMenge);
}
