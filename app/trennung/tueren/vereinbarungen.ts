import { oeffentlich, uuidv7 } from '../../base/index.ts';
import { GEWERBE, mitarbeit, person } from '../welt.ts';
import { type Angriff, leer, type Tuerwelt } from './welt.ts';

const VEROEFFENTLICHE = 'select vereinbarungen.veroeffentliche($1, $2)';

/** What opens a body to another one, and the context that says so. */
export function vereinbarungen(w: Tuerwelt): Angriff[] {
  const { o, bennewitz, dienst, fremdeVereinbarung, eigeneVereinbarung } = w;
  const zeile = (mehr: object) => [
    uuidv7(Date.now()),
    JSON.stringify([
      {
        art: 'mandatierend',
        leistung: GEWERBE,
        von: o.thallwitz,
        an: o.bennewitz,
        ab: '2025-01-01',
        bis: null,
        titel: 'x',
        fundstelle: 'x',
        stand: 'in_kraft',
        fassung: 1,
        ...mehr,
      },
    ]),
  ];
  const unter = (id: string, werte: unknown[]) => [id, werte[1]];

  return [
    {
      tuer: 'ctx.set_grants',
      was: 'unmittelbar',
      kontext: dienst,
      sql: `select ctx.set_grants($1, $2)`,
      werte: () => [
        uuidv7(1),
        JSON.stringify([
          {
            besitzer: o.thallwitz,
            stelle: o.bennewitz,
            leistung: GEWERBE,
            von: '2020-01-01',
            bis: null,
            auslauf: [],
            auslaufBis: null,
          },
        ]),
      ],
    },
    {
      tuer: 'vereinbarungen.schritte',
      was: 'einer fremden Vereinbarung',
      kontext: dienst,
      sql: 'select nr from vereinbarungen.schritte($1)',
      werte: () => [fremdeVereinbarung],
      harmlos: leer,
    },
    {
      tuer: 'vereinbarungen.schritte',
      was: 'als Bürgerin',
      kontext: person(w.buergerin),
      sql: 'select nr from vereinbarungen.schritte(null)',
      werte: () => [],
      harmlos: leer,
    },
    {
      tuer: 'vereinbarungen.veroeffentliche',
      was: 'als Sachbearbeitung',
      kontext: bennewitz,
      sql: VEROEFFENTLICHE,
      werte: () => zeile({}),
    },
    {
      tuer: 'vereinbarungen.veroeffentliche',
      was: 'ohne Erklärung der Parteien',
      kontext: dienst,
      sql: VEROEFFENTLICHE,
      werte: () => zeile({}),
    },
    {
      tuer: 'vereinbarungen.veroeffentliche',
      was: 'als Gesetz',
      kontext: dienst,
      sql: VEROEFFENTLICHE,
      werte: () => zeile({ art: 'gesetz' }),
    },
    {
      tuer: 'vereinbarungen.veroeffentliche',
      was: 'ohne Art',
      kontext: dienst,
      sql: VEROEFFENTLICHE,
      werte: () => zeile({ art: null }),
    },
    {
      tuer: 'vereinbarungen.veroeffentliche',
      was: 'über die Vereinbarung anderer hinweg',
      kontext: dienst,
      sql: VEROEFFENTLICHE,
      werte: () => [fremdeVereinbarung, '[]'],
    },
    {
      tuer: 'vereinbarungen.veroeffentliche',
      was: 'in umgekehrter Richtung',
      kontext: dienst,
      sql: VEROEFFENTLICHE,
      werte: () => unter(eigeneVereinbarung, zeile({ leistung: 'posteingang', von: o.wurzen, an: o.bennewitz })),
    },
    {
      tuer: 'vereinbarungen.veroeffentliche',
      was: 'für eine Leistung, die nicht im Text steht',
      kontext: dienst,
      sql: VEROEFFENTLICHE,
      werte: () => unter(eigeneVereinbarung, zeile({ von: o.bennewitz, an: o.wurzen })),
    },
    {
      tuer: 'vereinbarungen.veroeffentliche',
      was: 'für Tage, die nicht im Text stehen',
      kontext: dienst,
      sql: VEROEFFENTLICHE,
      werte: () =>
        unter(eigeneVereinbarung, zeile({ leistung: 'posteingang', von: o.bennewitz, an: o.wurzen, ab: '2000-01-01' })),
    },
    {
      tuer: 'vereinbarungen.benenne_auslauf',
      was: 'als beauftragte oder fremde Stelle',
      kontext: dienst,
      sql: `select nullif(vereinbarungen.benenne_auslauf($1, '{}', now() + interval '1 day'), 0) as n`,
      werte: () => [fremdeVereinbarung],
      harmlos: leer,
    },
    {
      tuer: 'vereinbarungen.benenne_auslauf',
      was: 'als Sachbearbeitung',
      kontext: bennewitz,
      sql: `select vereinbarungen.benenne_auslauf($1, '{}', now() + interval '1 day')`,
      werte: () => [eigeneVereinbarung],
    },
    {
      tuer: 'vereinbarungen.benenne_auslauf',
      was: 'ohne Ende',
      kontext: dienst,
      sql: `select vereinbarungen.benenne_auslauf($1, '{}', 'infinity')`,
      werte: () => [eigeneVereinbarung],
    },
    {
      tuer: 'vereinbarungen.benenne_auslauf',
      was: 'ohne dass die Vereinbarung endet',
      kontext: dienst,
      sql: `select vereinbarungen.benenne_auslauf($1, '{}', now() + interval '1 hour')`,
      werte: () => [eigeneVereinbarung],
    },
    {
      tuer: 'ctx.x',
      was: 'ohne Marke',
      kontext: { ...oeffentlich, art: 'dienst' },
      sql: 'select (ctx.x()).stelle',
      werte: () => [],
      harmlos: leer,
    },
    {
      tuer: 'ctx.fuer',
      was: 'für ein Haus, das nichts vereinbart hat',
      kontext: mitarbeit(o.bennewitz, o.thallwitz),
      sql: 'select ctx.fuer()',
      werte: () => [],
      harmlos: leer,
    },
    {
      tuer: 'ctx.freigaben',
      was: 'der anderen',
      kontext: bennewitz,
      sql: 'select cardinality(ctx.freigaben()) as n',
      werte: () => [],
      harmlos: (z) => z[0]?.['n'] === 0,
    },
    {
      tuer: 'ctx.auslauf',
      was: 'der anderen',
      kontext: bennewitz,
      sql: 'select cardinality(ctx.auslauf()) as n',
      werte: () => [],
      harmlos: (z) => z[0]?.['n'] === 0,
    },
  ];
}
