import type { FastifyReply, FastifyRequest } from 'fastify';
import { naechsterOf } from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Hinweis, Knoepfe, KnopfLink, Tabelle } from '../../komponenten/index.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { darfHinein, Rahmen, sende, sendeVerboten } from '../rahmen.tsx';
import { darfHandeln, gegenseite, readBlaetter } from './laden.ts';
import { leistungenText, Standmarke, zeitText } from './teile.tsx';

export const WEG = '/steuerung/vereinbarungen';

/** GET /steuerung/vereinbarungen: the agreements of the own house; what waits for it stands first. */
export async function zeigeListe(deps: SeitenDeps, kraft: Kraft, _anfrage: FastifyRequest, antwort: FastifyReply) {
  const { t } = deps;
  if (!darfHinein(kraft, 'vereinbarungen')) return sendeVerboten(deps, kraft, antwort);
  const blaetter = await readBlaetter(deps, kraft);
  const titel = t('steuerung.bereich.vereinbarungen');
  const offen = blaetter.filter((b) => naechsterOf(b.stand, b.seite, b.heute).befehl !== null).length;
  return sende(
    antwort,
    <Rahmen deps={deps} kraft={kraft} bereich="vereinbarungen" titel={titel}>
      <h1>{titel}</h1>
      {offen > 0 && (
        <Hinweis
          t={t}
          ton="info"
          titel={t(offen === 1 ? 'vereinbarungen.einSchritt' : 'vereinbarungen.schritte', { anzahl: offen })}
        />
      )}
      <Knoepfe>
        {darfHandeln(kraft) && (
          <KnopfLink weg={`${WEG}/neu`} rang="primary">
            {t('vereinbarungen.neu')}
          </KnopfLink>
        )}
        <KnopfLink weg={`${WEG}/kalender`}>{t('vereinbarungen.kalender.titel')}</KnopfLink>
        <KnopfLink weg={`${WEG}/pruefliste`}>{t('vereinbarungen.pruefliste.titel')}</KnopfLink>
      </Knoepfe>
      <Tabelle
        id="vereinbarungen"
        titel={titel}
        leer={t('vereinbarungen.keine')}
        titelVersteckt
        dicht
        stapeln
        spalten={['leistung', 'art', 'andere', 'zeit', 'stand', 'naechstes'].map((s, i) => ({
          titel: t(`vereinbarungen.spalte.${s}`),
          zeilenkopf: i === 0,
        }))}
        zeilen={blaetter.map((b) => {
          const n = naechsterOf(b.stand, b.seite, b.heute);
          return {
            zellen: [
              <a href={`${WEG}/${b.stand.id}`}>
                {leistungenText(b)}
                <span class="kern-sr-only"> {b.fassung.inhalt.titel}</span>
              </a>,
              t(`vereinbarungen.art.${b.fassung.inhalt.art}`),
              `${t(`vereinbarungen.richtung.${b.seite}`)} ${b.namen[gegenseite(b.seite)]}`,
              zeitText(t, b),
              <Standmarke t={t} blatt={b} />,
              n.befehl ? t(`vereinbarungen.knopf.${n.befehl}`) : n.wartet ? t('vereinbarungen.andereDran') : '–',
            ],
          };
        })}
      />
    </Rahmen>,
  );
}
