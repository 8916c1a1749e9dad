import type { LocalDate } from '@rathausverbund/fristen';
import { BANKVERBINDUNG, type Bankverbindung, BRIEFKOPF } from '../../../kommunen/index.ts';
import { hatRolle } from '../../../konten/index.ts';
import { abdruckOf, type Fassungslage, type Stammdaten, satzOhne } from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Angaben,
  Hinweis,
  Knoepfe,
  Knopf,
  KnopfLink,
  LeererZustand,
  Tabelle,
  VersteckteFelder,
} from '../../komponenten/index.ts';
import { tagText, wann } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Rahmen } from '../rahmen.tsx';
import { FASSUNGEN, WEG } from './felder.ts';
import { artenOf, Satztafel } from './tafel.tsx';

type Props = {
  deps: SeitenDeps;
  kraft: Kraft;
  stand: Stammdaten;
  lagen: readonly Fassungslage[];
  heute: LocalDate;
  getan?: string;
};

export const darfAendern = (kraft: Kraft): boolean => hatRolle(kraft.rollen, 'leitung', '*');
/** Who may say that bank data are right, unless they are her own. */
export const darfBestaetigen = (kraft: Kraft): boolean => darfAendern(kraft) || hatRolle(kraft.rollen, 'kasse', '*');

const GETAN = ['satz', 'zurueck', 'briefkopf', 'vorgeschlagen', 'bestaetigt', 'verworfen'] as const;

/** What is the body's own: its tariffs by its Satzung, its letterhead, its bank. */
export function SatzungSeite(p: Props) {
  const { deps, kraft, stand, heute } = p;
  const { t } = deps;
  const { arten, unbekannt, leistungen } = artenOf(deps);
  const aendert = darfAendern(kraft);
  const getan = GETAN.find((g) => g === p.getan);
  const ohne = satzOhne(stand.saetze, arten, heute);
  return (
    <Rahmen deps={deps} kraft={kraft} bereich="satzung" titel={t('satzung.titel')}>
      <h1>{t('satzung.titel')}</h1>
      <p>
        {t('satzung.einleitung')} {!aendert && t('satzung.nurLesen')}
      </p>
      {getan && <Hinweis t={t} ton="success" titel={t(`satzung.getan.${getan}`)} />}
      {ohne.map((art) => {
        const kommt = stand.saetze.find((s) => s.art === art && s.ab > heute);
        return (
          <Hinweis t={t} ton="warning" titel={t('satzung.fehlt.titel', { art: t(`satzung.art.${art}.name`) })}>
            <p>{t('satzung.fehlt.text', { leistungen: leistungen(art) })}</p>
            {kommt && <p>{t('satzung.fehlt.kommt', { ab: tagText(kommt.ab) })}</p>}
          </Hinweis>
        );
      })}
      {unbekannt.map((art) => (
        <Hinweis t={t} ton="info" titel={t('satzung.unbekannt.titel', { art })}>
          <p>{t('satzung.unbekannt.text', { leistungen: leistungen(art) })}</p>
        </Hinweis>
      ))}
      <Vorschlag {...p} />
      {arten.length === 0 && <LeererZustand titel={t('satzung.keine')} />}
      {arten.map((art) => (
        <section class="haus-abstand" aria-labelledby={`art-${art}`}>
          <h2 id={`art-${art}`}>{t(`satzung.art.${art}.name`)}</h2>
          <p>{t(`satzung.art.${art}.text`)}</p>
          <Satztafel
            deps={deps}
            art={art}
            saetze={stand.saetze}
            heute={heute}
            stand={aendert ? abdruckOf(stand.saetze.filter((s) => s.art === art)) : null}
          />
          {aendert && (
            <Knoepfe>
              <KnopfLink weg={`${WEG}/neu?art=${art}`}>{t('satzung.neu.knopfOben')}</KnopfLink>
            </Knoepfe>
          )}
        </section>
      ))}
      <Fassungsteil {...p} />
      <Auftrittsteil {...p} was="briefkopf" felder={BRIEFKOPF} />
      <Auftrittsteil {...p} was="bank" felder={BANKVERBINDUNG} />
    </Rahmen>
  );
}

/** The way to the versions of Leistungen, and which of them wait here. */
function Fassungsteil({ deps: { t, katalog }, lagen }: Props) {
  const wartende = lagen.filter((l) => l.wartet).map((l) => katalog.name(l.leistung));
  return (
    <section class="haus-abstand" aria-labelledby="fassungen">
      <h2 id="fassungen">{t('fassungen.satzung.titel')}</h2>
      <p>{t('fassungen.satzung.text')}</p>
      {wartende.length > 0 && (
        <Hinweis
          t={t}
          ton="warning"
          titel={t('fassungen.satzung.wartet', { leistungen: wartende.sort().join(', ') })}
        />
      )}
      <Knoepfe>
        <KnopfLink weg={FASSUNGEN}>{t('fassungen.satzung.knopf')}</KnopfLink>
      </Knoepfe>
    </section>
  );
}

function Auftrittsteil(
  p: Props & { was: 'briefkopf' | 'bank'; felder: readonly (typeof BRIEFKOPF | typeof BANKVERBINDUNG)[number][] },
) {
  const { deps, kraft, stand, was } = p;
  const { t } = deps;
  const auftritt = stand.auftritt;
  return (
    <section class="haus-abstand" aria-labelledby={`${was}-titel`}>
      <h2 id={`${was}-titel`}>{t(`satzung.${was}.titel`)}</h2>
      <p>{t(`satzung.${was}.text`)}</p>
      {auftritt ? (
        <Angaben
          dicht
          angaben={p.felder.map((f) => ({ name: t(`satzung.feld.${f}`), wert: auftrittText(f, auftritt[f]) }))}
        />
      ) : (
        <LeererZustand titel={t('satzung.ohneBriefkopf')} />
      )}
      {auftritt && darfAendern(kraft) && !(was === 'bank' && stand.vorschlag) && (
        <Knoepfe>
          <KnopfLink weg={`${WEG}/${was}`}>{t(`satzung.${was}.aendern`)}</KnopfLink>
        </Knoepfe>
      )}
    </section>
  );
}

/** An IBAN in groups of four; everything else as it is. */
export const auftrittText = (feld: string, wert: string | undefined): string =>
  (feld === 'iban' ? wert?.replace(/(.{4})(?=.)/g, '$1 ') : wert) || '–';

/** New bank data that wait: old and new beside each other, and what this person may do about it. */
function Vorschlag({ deps, kraft, stand }: Props) {
  const { t } = deps;
  const { vorschlag: v, auftritt } = stand;
  if (!v || !auftritt) return null;
  const selbst = v.person === kraft.person;
  const felder = { stand: abdruckOf(v.angaben) };
  const neu = (f: keyof Bankverbindung) => auftrittText(f, v.angaben[f]);
  return (
    <Hinweis t={t} ton="warning" titel={t('satzung.vorschlag.titel')}>
      <p>{t('satzung.vorschlag.text', { name: v.name, wann: wann(t, v.erfasst) })}</p>
      <Tabelle
        id="vorschlag"
        titel={t('satzung.vorschlag.titel')}
        titelVersteckt
        dicht
        stapeln
        spalten={(['angabe', 'bisher', 'neu'] as const).map((s) => ({
          titel: t(`satzung.spalte.${s}`),
          zeilenkopf: s === 'angabe',
        }))}
        zeilen={BANKVERBINDUNG.map((f) => ({
          hervor: auftritt[f] !== v.angaben[f],
          zellen: [
            t(`satzung.feld.${f}`),
            auftrittText(f, auftritt[f]),
            auftritt[f] === v.angaben[f] ? t('satzung.unveraendert') : neu(f),
          ],
        }))}
      />
      <p>{t(selbst ? 'satzung.vorschlag.selbst' : 'satzung.vorschlag.pruefen')}</p>
      {darfBestaetigen(kraft) && (
        <form method="post" action={WEG}>
          <VersteckteFelder felder={felder} />
          <Knoepfe>
            {!selbst && (
              <Knopf rang="primary" name="was" wert="bestaetigen">
                {t('satzung.vorschlag.bestaetigen')}
              </Knopf>
            )}
            <Knopf name="was" wert="verwerfen">
              {t('satzung.vorschlag.verwerfen')}
            </Knopf>
          </Knoepfe>
        </form>
      )}
    </Hinweis>
  );
}
