import { createHash } from 'node:crypto';
import type { Kostenregel } from '@rathausverbund/kosten';
import { type Datenbank, dienst } from '../base/index.ts';
import { ANFANG, type Protokoll, schreibe } from '../nachweise/index.ts';
import type { Regel } from './model.ts';

/** An agreement ready to be declared by its parties: its lines, resolutions and approval. Days are local dates. */
export interface Entwurf {
  id: string;
  art: 'mandatierend' | 'delegierend';
  titel: string;
  auftraggeber: string;
  auftragnehmer: string;
  leistungen: string[];
  beschluesse: Record<string, string>;
  genehmigung: string | null;
  fundstelle: string;
  ab: string | null;
  bis: string | null;
  /** Vorgaenge that the commissioned body still finishes after the end, and until when (instant) */
  auslauf: string[];
  auslaufBis: string | null;
  /** in words, for pages */
  kosten: string;
  kostenregeln: Kostenregel[];
  stand: Regel['stand'];
}

/**
 * Each party declares the same text in its own context: an event in its own log, which carries the hash of the text and of the
 * other's last event. Only then the lines are published and the grants follow. Two single-log transactions and one for the rules.
 */
export async function schliesseVereinbarung(db: Datenbank, p: Protokoll, e: Entwurf): Promise<void> {
  const inhalt = JSON.stringify(e);
  const hash = createHash('sha256').update(inhalt).digest();
  let andere: string | null = null;
  for (const [rolle, partei] of [
    ['auftraggeber', e.auftraggeber],
    ['auftragnehmer', e.auftragnehmer],
  ] as const) {
    andere = await db.transaktion(dienst(partei, 'Zweckvereinbarung'), async (tx) => {
      await tx.fuehreAus(
        'insert into vereinbarungen.partei (koerperschaft, vereinbarung, rolle, inhalt, inhalt_hash, beschluss) values ($1, $2, $3, $4, $5, $6)',
        [partei, e.id, rolle, inhalt, hash, e.beschluesse[partei] ?? null],
      );
      const umstand = {
        actor: { pseudonym: partei, role: 'vertretungsberechtigt', loa: null },
        fuer: { oertlich: partei, zustaendig: partei, stelle: partei },
        grundlage: { vereinbarung: e.id, norm: '§ 71 SächsKomZG', aufgabe: 'Zweckvereinbarung', zweck: e.titel },
      };
      const { kopf } = await schreibe(
        tx,
        p,
        { art: 'vereinbarung', id: e.id, koerperschaft: partei, leistung: '-', buerger: null },
        ANFANG,
        umstand,
        [
          {
            kind: 'vereinbarung.erklaert',
            data: {
              titel: e.titel,
              textHash: hash.toString('hex'),
              andereSeite: andere,
              beschluss: e.beschluesse[partei] ?? null,
              genehmigung: e.genehmigung,
            },
          },
        ],
      );
      return kopf.c?.toString('hex') ?? null;
    });
  }
  await db.transaktion(dienst(e.auftraggeber, 'Bekanntmachung'), (tx) =>
    tx.zeilen('select vereinbarungen.veroeffentliche($1, $2)', [
      e.id,
      JSON.stringify(e.leistungen.map((leistung) => zeile(e, leistung))),
    ]),
  );
}

/** After its end: the commissioning body names its own pending cases that the other one still finishes, until `bis` (instant). */
export async function benenneAuslauf(db: Datenbank, e: Entwurf, vorgaenge: string[], bis: string): Promise<void> {
  await db.transaktion(dienst(e.auftraggeber, 'Auslauf der Vereinbarung'), (tx) =>
    tx.zeilen('select vereinbarungen.benenne_auslauf($1, $2, $3)', [e.id, vorgaenge, bis]),
  );
}

const zeile = (e: Entwurf, leistung: string) => ({
  art: e.art,
  leistung,
  von: e.auftraggeber,
  an: e.auftragnehmer,
  ab: e.ab,
  bis: e.bis,
  titel: e.titel,
  fundstelle: e.fundstelle,
  stand: e.stand,
  auslauf: e.auslauf,
  auslaufBis: e.auslaufBis,
});
