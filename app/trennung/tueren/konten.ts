import { oeffentlich, uuidv7 } from '../../base/index.ts';
import { mitarbeit, person, sha256 } from '../welt.ts';
import { type Angriff, leer, type Tuerwelt } from './welt.ts';

/** Sign-in, sessions, accounts, and the end of the seed. */
export function konten(w: Tuerwelt): Angriff[] {
  const { o, buergerin, bennewitz, dienst } = w;
  return [
    {
      tuer: 'konten.sitzung_anlegen',
      was: 'ohne Anmeldung',
      kontext: oeffentlich,
      sql: `select konten.sitzung_anlegen($1, 'hoch', now() + interval '1 hour')`,
      werte: () => [sha256('s')],
    },
    {
      tuer: 'konten.sitzung_anlegen',
      was: 'im Dienst',
      kontext: dienst,
      sql: `select konten.sitzung_anlegen($1, 'hoch', now() + interval '1 hour')`,
      werte: () => [sha256('s')],
    },
    {
      tuer: 'konten.sitzung_anlegen',
      was: 'mit höherem Niveau als bei der Anmeldung',
      kontext: person(buergerin),
      sql: `select konten.sitzung_anlegen($1, 'hoch', now() + interval '1 hour')`,
      werte: () => [sha256('s')],
    },
    {
      tuer: 'konten.sitzung_anlegen',
      was: 'für immer',
      kontext: person(buergerin),
      sql: `select konten.sitzung_anlegen($1, 'basis', 'infinity')`,
      werte: () => [sha256('s')],
    },
    {
      tuer: 'konten.sitzung_lesen',
      was: 'mit geratenem Geheimnis',
      kontext: bennewitz,
      sql: 'select * from konten.sitzung_lesen($1)',
      werte: () => [sha256('geraten')],
      harmlos: (z) => z.length === 0,
    },
    {
      tuer: 'konten.sitzung_beenden',
      was: 'mit geratenem Geheimnis',
      kontext: bennewitz,
      sql: 'select konten.sitzung_beenden($1)',
      werte: () => [sha256('geraten')],
      harmlos: () => true,
    },
    {
      tuer: 'konten.anmeldung_merken',
      was: 'über eine laufende Anmeldung hinweg',
      kontext: bennewitz,
      sql: `select konten.anmeldung_lesen('state') as wert from konten.anmeldung_merken('state', 'falsch', now() + interval '1 hour')`,
      werte: () => [],
      harmlos: (z) => z[0]?.['wert'] === 'richtig',
    },
    {
      tuer: 'konten.anmeldung_lesen',
      was: 'mit Muster',
      kontext: bennewitz,
      sql: 'select konten.anmeldung_lesen($1)',
      werte: () => ['%'],
      harmlos: leer,
    },
    {
      tuer: 'konten.anmeldung_nehmen',
      was: 'mit Muster',
      kontext: bennewitz,
      sql: 'select konten.anmeldung_nehmen($1)',
      werte: () => ['%'],
      harmlos: leer,
    },
    {
      tuer: 'konten.konto_zu',
      was: 'als Sachbearbeitung',
      kontext: bennewitz,
      sql: `select konten.konto_zu($1, 'b', $2, '{}', 'hoch', now())`,
      werte: () => [o.bennewitz, uuidv7(4)],
    },
    {
      tuer: 'konten.konto_zu',
      was: 'an der Tür eines anderen Hauses',
      kontext: dienst,
      sql: `select konten.konto_zu($1, 'b', $2, '{}', 'hoch', now())`,
      werte: () => [o.thallwitz, uuidv7(4)],
    },
    {
      tuer: 'konten.anordnende',
      was: 'ohne für das eigene Haus zu handeln',
      kontext: bennewitz,
      sql: 'select * from konten.anordnende()',
      werte: () => [],
      harmlos: (z) => z.length === 0,
    },
    {
      tuer: 'konten.anordnende',
      was: 'im Namen des Auftraggebers durch die beauftragte Stelle',
      kontext: mitarbeit(o.wurzen, o.thallwitz),
      sql: 'select * from konten.anordnende()',
      werte: () => [],
      harmlos: (z) => z.length === 0,
    },
    {
      tuer: 'konten.anordnende',
      was: 'eines Hauses, das nicht für das eigene arbeitet',
      kontext: mitarbeit(o.bennewitz, o.bennewitz),
      sql: 'select * from konten.anordnende() where stelle in ($1, $2)',
      werte: () => [o.thallwitz, o.augustusburg],
      harmlos: (z) => z.length === 0,
    },
    {
      tuer: 'base.seed_beenden',
      was: 'und wieder öffnen',
      kontext: bennewitz,
      sql: `with a as materialized (select base.seed_beenden()) update base.installation set seed_fertig = false from a`,
      werte: () => [],
    },
  ];
}
