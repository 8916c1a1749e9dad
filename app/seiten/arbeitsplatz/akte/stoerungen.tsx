import type { Fallstoerung } from '../../../prozesse/index.ts';
import { hinweisZu } from '../../../vorgaenge/index.ts';
import { Hinweis, Knoepfe, Knopf, KnopfLink, Marke } from '../../komponenten/index.ts';
import { wann } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { brauchtWerte, darfWerteSetzen, leitetBearbeitung, wegZuWerten } from '../berichtigen/lade.ts';
import { Widerspruchshinweis } from './ausgang.tsx';
import type { TeilProps } from './teil-props.ts';

type Props = TeilProps & { kraft: Kraft };

/** What a machine could not do, or waits for, stands above everything. */
export function Stoerungen(p: Props) {
  const { t } = p.deps;
  const { vorgang, zeile, stoerungen } = p.akte;
  // the inbox tells a step that stands, and an objection, by the same words
  const gesagt =
    zeile.hinweis === '' ||
    stoerungen.some((s) => s.meldung === zeile.hinweis) ||
    (vorgang.widerspruch !== null && hinweisZu(vorgang.widerspruch) === zeile.hinweis);
  return (
    <>
      {stoerungen.map((s) => (s.wartet ? <Wartend {...p} s={s} wartet={s.wartet} /> : <Stoerung {...p} s={s} />))}
      {vorgang.wartetAuf && (
        <Hinweis t={t} ton="info" titel={t('arbeitsplatz.wartet.titel')}>
          <p>{vorgang.wartetAuf}</p>
        </Hinweis>
      )}
      <Widerspruchshinweis {...p} />
      {!gesagt && (
        <p>
          <Marke ton="info">{t('arbeitsplatz.liste.hinweis')}</Marke> {zeile.hinweis}
        </p>
      )}
    </>
  );
}

const schrittname = ({ akte }: Props, s: Fallstoerung): string =>
  akte.leistung.prozess.knoten.get(s.element)?.name ?? s.element;

/** It goes on by itself: since when it waits, for what, and when it is tried again. Nothing to press. */
function Wartend(p: Props & { s: Fallstoerung; wartet: NonNullable<Fallstoerung['wartet']> }) {
  const { s, wartet } = p;
  const { t, protokoll } = p.deps;
  const kommt = wartet.naechster !== null && wartet.naechster.getTime() > protokoll.uhr.jetzt();
  return (
    <Hinweis t={t} ton="info" titel={t('arbeitsplatz.stoerung.wartet.titel', { schritt: schrittname(p, s) })}>
      <p>{s.meldung}</p>
      <p>
        {t('arbeitsplatz.stoerung.wartet.seit', { seit: wann(t, s.seit) })}{' '}
        {kommt
          ? t('arbeitsplatz.stoerung.wartet.naechster', { naechster: wann(t, wartet.naechster ?? s.seit) })
          : t('arbeitsplatz.stoerung.wartet.gleich')}
      </p>
    </Hinweis>
  );
}

/** A person has to look: the step again, or the values it lacks. */
function Stoerung(p: Props & { s: Fallstoerung }) {
  const { deps, kraft, akte, s } = p;
  const { t } = deps;
  const braucht = brauchtWerte(akte, s.schritt);
  return (
    <Hinweis t={t} ton="danger" titel={t('arbeitsplatz.stoerung.titel', { schritt: schrittname(p, s) })}>
      <p>{s.meldung}</p>
      <p>{t('arbeitsplatz.stoerung.seit', { seit: wann(t, s.seit) })}</p>
      <form method="post" action={`/arbeitsplatz/vorgang/${akte.vorgang.id}/stoerung/${s.schritt}`}>
        <Knoepfe>
          {braucht && darfWerteSetzen(kraft, akte) && (
            <KnopfLink klein weg={wegZuWerten(akte.vorgang.id, s.schritt)}>
              {t('arbeitsplatz.stoerung.werte')}
            </KnopfLink>
          )}
          <Knopf rang="secondary" klein>
            {t('arbeitsplatz.stoerung.nochmal')}
          </Knopf>
        </Knoepfe>
      </form>
      {braucht && !darfWerteSetzen(kraft, akte) && (
        <p>{t(`arbeitsplatz.stoerung.${leitetBearbeitung(kraft, akte.vorgang) ? 'werteBefangen' : 'werteLeitung'}`)}</p>
      )}
    </Hinweis>
  );
}
