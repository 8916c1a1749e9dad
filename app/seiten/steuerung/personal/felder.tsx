import type { ComponentChildren } from 'preact';
import { hatRolle, ROLLEN, type Rollenzuweisung } from '../../../konten/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Knoepfe, Knopf, VersteckteFelder, type Versuch, Wahl, Zeile } from '../../komponenten/index.ts';
import type { Kraft } from '../../personal/zugang.ts';

export const WEG = '/steuerung/personal';

/** Only who leads the whole house changes what people may. */
export const darfAendern = (kraft: Kraft): boolean => hatRolle(kraft.rollen, 'leitung', '*');

type Texte = SeitenDeps['t'];
type Felder = { t: Texte; formular: string; versuch: Versuch | undefined };

/** "Sachbearbeitung: Gewerbe anmelden"; what concerns the whole house stands alone. */
export function rolleText({ t, katalog }: SeitenDeps, { rolle, leistung }: Rollenzuweisung): string {
  const name = t(`personal.rolle.${rolle}`);
  return leistung === '*' ? name : t('personal.rolleUndLeistung', { rolle: name, leistung: katalog.name(leistung) });
}

/** Every Leistung of the catalogue by name, with all of them first. */
export const leistungswahl = ({ t, katalog }: SeitenDeps) => [
  { wert: '*', titel: t('personal.alleLeistungen') },
  ...katalog.leistungen
    .map((l) => ({ wert: l.schluessel, titel: l.angaben.name }))
    .sort((a, b) => a.titel.localeCompare(b.titel, 'de')),
];

export const rollenwahl = (t: Texte) =>
  ROLLEN.map((r) => ({ wert: r, titel: `${t(`personal.rolle.${r}`)} – ${t(`personal.folge.${r}`)}` }));

/** Name, function and telephone, as letters say them. */
export function Angabenfelder({ wert, ...p }: Felder & { wert?: { name: string; funktion: string; telefon: string } }) {
  const { t } = p;
  const feld = (name: 'name' | 'funktion' | 'telefon') => (
    <Zeile
      {...p}
      name={name}
      titel={t(`personal.feld.${name}`)}
      hilfe={t(`personal.feld.${name}Hilfe`)}
      wert={wert?.[name] ?? ''}
      pflicht={name !== 'telefon'}
      {...(name === 'telefon' ? { breite: 'mittel' as const } : {})}
    />
  );
  return (
    <>
      {feld('name')}
      {feld('funktion')}
      {feld('telefon')}
    </>
  );
}

export function Leistungsfeld({ deps, hilfe, ...p }: Omit<Felder, 't'> & { deps: SeitenDeps; hilfe?: string }) {
  const { t } = deps;
  return (
    <Wahl
      {...p}
      t={t}
      name="leistung"
      titel={t('personal.feld.leistung')}
      {...(hilfe === undefined ? {} : { hilfe })}
      werte={leistungswahl(deps)}
    />
  );
}

/** One form of these pages; what it does is the field `was`. */
export function Formular(p: { weg: string; was: string; knopf: string; children?: ComponentChildren }) {
  return (
    <form class="haus-formular" method="post" action={p.weg} novalidate>
      <VersteckteFelder felder={{ was: p.was }} />
      {p.children}
      <Knoepfe>
        <Knopf rang="primary">{p.knopf}</Knopf>
      </Knoepfe>
    </form>
  );
}
