import type { Tx } from '../base/index.ts';
import type { Regel } from './model.ts';

const SPALTEN = `vereinbarung, art, leistung, von, an, lower(gueltig)::text as ab, upper(gueltig)::text as bis, titel, fundstelle, stand`;

/** A published line, and what has come in between since: who reads only its days would name somebody who works no more. */
export interface Linie extends Regel {
  /** the body that commissioned has stopped this work; who works is the body itself */
  angehalten: boolean;
  /** one of the two has merged into another body: from this day on nobody works under this line; null = both are there */
  erloschen: { wer: 'von' | 'an'; ab: string } | null;
}

/** All published lines, also those that ended or wait for approval, as things stand at this moment. Public. */
export function readRegeln(tx: Tx): Promise<Linie[]> {
  return tx.zeilen<Linie & Record<string, unknown>>(
    `select ${SPALTEN}, r.art = 'mandatierend' and exists (select from vereinbarungen.halt h
         where h.koerperschaft = r.von and h.stelle = r.an and h.leistung = r.leistung and h.bis is null) as angehalten,
       (select jsonb_build_object('wer', case when n.koerperschaft = r.von then 'von' else 'an' end, 'ab', n.ab)
         from kommunen.rechtsnachfolge n where n.koerperschaft in (r.von, r.an) order by n.ab limit 1) as erloschen
     from vereinbarungen.regel r where not isempty(gueltig) order by titel, leistung`,
  );
}

/** All lines in which a body commissions another one, in force or not. */
export const readRegelnVon = (tx: Tx, von: string): Promise<Regel[]> =>
  tx.zeilen<Regel & Record<string, unknown>>(`select ${SPALTEN} from vereinbarungen.regel where von = $1`, [von]);

/** The statutory relation of a member of a Verwaltungsgemeinschaft, from the official register: asked before agreements. */
export const readGesetz = (tx: Tx, ort: string): Promise<Regel[]> =>
  tx.zeilen<Regel & Record<string, unknown>>(
    `select mitglied as vereinbarung, 'gesetz' as art, '*' as leistung, mitglied as von, erfuellende as an,
       lower(gueltig)::text as ab, upper(gueltig)::text as bis, verband || ' (zu bestätigen)' as titel,
       'Gemeindeverzeichnis' as fundstelle, 'in_kraft' as stand
     from kommunen.gemeinschaft where mitglied = $1`,
    [ort],
  );
