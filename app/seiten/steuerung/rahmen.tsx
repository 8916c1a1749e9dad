import type { ComponentChildren } from 'preact';
import { hatRolle, type Rolle } from '../../konten/index.ts';
import type { SeitenDeps } from '../deps.ts';
import { ArbeitsplatzSeite, type ArbeitsplatzSeiteProps } from '../komponenten/index.ts';
import { createMeldungen, sende } from '../personal/antworten.tsx';
import { createUnterseite, type UnterseiteProps as Unter } from '../personal/unterseite.tsx';
import type { Kraft } from '../personal/zugang.ts';

/** Areas of the Steuerung: its path below /steuerung, and the roles that may enter; `jeLeistung`: also with a role for one Leistung. */
export const BEREICHE = {
  lage: { weg: '', rollen: ['leitung', 'pruefung', 'datenschutz', 'personalrat'] },
  zugang: { weg: '/zugang', rollen: ['leitung', 'pruefung', 'datenschutz'] },
  personal: { weg: '/personal', rollen: ['leitung', 'pruefung'] },
  vereinbarungen: {
    weg: '/vereinbarungen',
    rollen: ['leitung', 'pruefung', 'datenschutz', 'personalrat', 'sachbearbeitung'],
    jeLeistung: true,
  },
  abrechnung: { weg: '/abrechnung', rollen: ['leitung', 'kasse', 'pruefung'] },
  satzung: { weg: '/satzung', rollen: ['leitung', 'kasse', 'pruefung'] },
  zaehlung: { weg: '/zaehlung', rollen: ['poststelle', 'leitung', 'sachbearbeitung'], jeLeistung: true },
  last: { weg: '/last', rollen: ['leitung', 'datenschutz', 'personalrat'] },
  fluss: { weg: '/fluss', rollen: ['leitung', 'pruefung', 'personalrat'] },
  vergleich: { weg: '/vergleich', rollen: ['leitung', 'pruefung'] },
  daten: { weg: '/daten', rollen: ['leitung', 'pruefung', 'datenschutz'] },
  foerderung: { weg: '/foerderung', rollen: ['leitung', 'pruefung'] },
} as const satisfies Record<string, { weg: string; rollen: readonly Rolle[]; jeLeistung?: true }>;
export type Bereich = keyof typeof BEREICHE;

export const darfHinein = (kraft: Kraft, b: Bereich): boolean =>
  BEREICHE[b].rollen.some((r) => hatRolle(kraft.rollen, r, '*')) ||
  ('jeLeistung' in BEREICHE[b] && kraft.rollen.some((z) => hatZutritt(b, z.rolle)));

const hatZutritt = (b: Bereich, rolle: Rolle): boolean => BEREICHE[b].rollen.some((r) => r === rolle);

/** What is about these Leistungen is hers to read in this area: with a role for one of them, or for all. */
export const betrifft = (kraft: Kraft, b: Bereich, leistungen: readonly string[]): boolean =>
  kraft.rollen.some((z) => hatZutritt(b, z.rolle) && (z.leistung === '*' || leistungen.includes(z.leistung)));

/** Where she enters: the first area that is hers; none for whom there is nothing here. */
export function eingangFuer(kraft: Kraft): string | undefined {
  const erster = (Object.keys(BEREICHE) as Bereich[]).find((b) => darfHinein(kraft, b));
  return erster && `/steuerung${BEREICHE[erster].weg}`;
}

type RahmenProps = Pick<ArbeitsplatzSeiteProps, 'krumen' | 'fehler'> & {
  deps: SeitenDeps;
  kraft: Kraft;
  bereich: Bereich | null;
  titel: string;
  children: ComponentChildren;
};

/** Frame of every page of the Steuerung: its areas as tabs, and the way to the Arbeitsplatz. */
export function Rahmen({ deps, kraft, bereich, children, ...mehr }: RahmenProps) {
  const { t } = deps;
  const offen = (Object.keys(BEREICHE) as Bereich[]).filter((b) => darfHinein(kraft, b));
  return (
    <ArbeitsplatzSeite
      t={t}
      demo={deps.demo}
      haus={{ ...kraft.haus, weg: eingangFuer(kraft) ?? kraft.haus.weg }}
      person={{ name: kraft.name, stelle: `${kraft.funktion}, ${kraft.haus.name}`, abmelden: '/abmelden' }}
      reiter={[
        ...offen.map((b) => ({
          titel: t(`steuerung.bereich.${b}`),
          weg: `/steuerung${BEREICHE[b].weg}`,
          aktuell: b === bereich,
        })),
        { titel: t('steuerung.zumArbeitsplatz'), weg: '/arbeitsplatz', aktuell: false },
      ]}
      {...mehr}
    >
      {children}
    </ArbeitsplatzSeite>
  );
}

export type UnterseiteProps = Unter<Bereich | null>;
export const Unterseite = createUnterseite<Bereich | null>(Rahmen);

const { sendeMeldung, immer } = createMeldungen(Rahmen, 'steuerung.zumArbeitsplatz');

export { immer, sende, sendeMeldung };

export const sendeVerboten = immer(403, 'steuerung.verboten.titel', 'steuerung.verboten.text');
