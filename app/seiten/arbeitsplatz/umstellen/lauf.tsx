import { meldungOf } from '../../../base/meldungen/index.ts';
import type { Umstellauf } from '../../../prozesse/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Hinweis, Knoepfe, Knopf, KnopfLink, Marke, Tabelle, VersteckteFelder } from '../../komponenten/index.ts';
import { wann } from '../../personal/zeit.ts';

const ADRESSE = '/arbeitsplatz/umstellen';

export const gruppenweg = (g: { leistung: string; fassung: string }, nach = ''): string =>
  `${ADRESSE}?leistung=${encodeURIComponent(g.leistung)}&fassung=${encodeURIComponent(g.fassung)}${nach && `&nach=${encodeURIComponent(nach)}`}`;

/** A sentence of the model stays as it is; a refusal is known by its code. */
function grundText(deps: SeitenDeps, grund: string): string {
  if (!/^[a-z]+\.[a-z-]+$/.test(grund)) return grund;
  return meldungOf(deps.t, { grund }).text;
}

/** How far a move in the background is, why cases stayed, and the buttons to stop it or go on. */
export function Laufstand({ deps, lauf }: { deps: SeitenDeps; lauf: Umstellauf }) {
  const { t } = deps;
  const art = lauf.probe ? 'probe' : 'umstellung';
  const gruende = Object.entries(lauf.gruende);
  return (
    <Hinweis
      t={t}
      ton={lauf.stand === 'fertig' ? 'success' : 'info'}
      titel={t(`arbeitsplatz.umstellen.lauf.${art}.${lauf.stand}`)}
    >
      <p>
        {t(`arbeitsplatz.umstellen.lauf.${art}.zahlen`, {
          getan: lauf.gegangen + lauf.geblieben,
          gesamt: lauf.gesamt,
          gegangen: lauf.gegangen,
          geblieben: lauf.geblieben,
          seit: wann(t, lauf.begonnen),
        })}
      </p>
      {gruende.length > 0 && (
        <ul class="haus-punkte">
          {gruende.map(([grund, n]) => (
            <li>{t('arbeitsplatz.umstellen.lauf.grund', { anzahl: n, grund: grundText(deps, grund) })}</li>
          ))}
        </ul>
      )}
      {lauf.stand !== 'fertig' && (
        <form method="post" action={ADRESSE}>
          <VersteckteFelder felder={{ lauf: lauf.id }} />
          <Knoepfe>
            <KnopfLink weg={gruppenweg({ leistung: lauf.leistung, fassung: lauf.von }, lauf.nach)}>
              {t('arbeitsplatz.umstellen.lauf.neuLaden')}
            </KnopfLink>
            <Knopf name="was" wert={lauf.stand === 'laeuft' ? 'anhalten' : 'fortsetzen'}>
              {t(`arbeitsplatz.umstellen.lauf.${lauf.stand === 'laeuft' ? 'anhalten' : 'fortsetzen'}`)}
            </Knopf>
          </Knoepfe>
        </form>
      )}
    </Hinweis>
  );
}

/** Moves of the house, running and done, so that one can leave the page and find it again. */
export function Laeufe({ deps, laeufe }: { deps: SeitenDeps; laeufe: readonly Umstellauf[] }) {
  const { t, katalog } = deps;
  if (laeufe.length === 0) return null;
  return (
    <Tabelle
      id="laeufe"
      titel={t('arbeitsplatz.umstellen.lauf.titel')}
      dicht
      stapeln
      spalten={['leistung', 'was', 'seit', 'stand', 'zahl'].map((s, i) => ({
        titel: t(`arbeitsplatz.umstellen.lauf.spalte.${s}`),
        zeilenkopf: i === 0,
      }))}
      zeilen={laeufe.map((l) => ({
        zellen: [
          <a href={gruppenweg({ leistung: l.leistung, fassung: l.von }, l.nach)}>{katalog.name(l.leistung)}</a>,
          t(`arbeitsplatz.umstellen.lauf.art.${l.probe ? 'probe' : 'umstellung'}`),
          wann(t, l.begonnen),
          <Marke ton={l.stand === 'fertig' ? 'success' : 'info'}>
            {t(`arbeitsplatz.umstellen.lauf.stand.${l.stand}`)}
          </Marke>,
          t('arbeitsplatz.umstellen.lauf.kurz', {
            getan: l.gegangen + l.geblieben,
            gesamt: l.gesamt,
            geblieben: l.geblieben,
          }),
        ],
      }))}
    />
  );
}
