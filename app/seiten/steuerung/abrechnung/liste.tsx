import { addMonths, localDate } from '@rathausverbund/fristen';
import { formatEuro, JAHRESAUSGLEICH } from '@rathausverbund/kosten';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  darf,
  type Jahreskonto,
  letzte,
  type Nachtrag,
  readJahreskonten,
  readNachtraege,
} from '../../../abrechnung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  feldIdOf,
  Karte,
  Karten,
  Knoepfe,
  Knopf,
  KnopfLink,
  LeererZustand,
  Marke,
  Tabelle,
  VersteckteFelder,
} from '../../komponenten/index.ts';
import { frage } from '../../personal/anfrage.ts';
import { heuteOf } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { sende, sendeVerboten } from '../rahmen.tsx';
import { jahrOf, kontoText, statementWeg, TON, zeitraumText } from './form.ts';
import { Jahreswahl } from './jahreswahl.tsx';
import { betragText } from './nachtrag.tsx';
import { Kontoseite } from './seite.tsx';
import type { Nachricht } from './versuch.ts';

type Props = { deps: SeitenDeps; kraft: Kraft; jahr: number; nachtraege: ReadonlyMap<string, Nachtrag> };

/** GET /steuerung/abrechnung[?jahr=]: what the own body gets and owes, agreement by agreement. */
export async function zeigeAbrechnungen(
  deps: SeitenDeps,
  kraft: Kraft,
  anfrage: FastifyRequest,
  antwort: FastifyReply,
) {
  return sendeListe(deps, kraft, antwort, jahrOf(deps, anfrage), { getan: frage(anfrage, 'getan') !== '' });
}

export async function sendeListe(
  deps: SeitenDeps,
  kraft: Kraft,
  antwort: FastifyReply,
  jahr: number,
  { getan, versuch }: Nachricht,
  status = 200,
) {
  const { t } = deps;
  if (!darf(kraft, 'lesen')) return sendeVerboten(deps, kraft, antwort);
  const { konten, nachtraege } = await deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const alle = await readJahreskonten(tx, jahr);
    return { konten: alle, nachtraege: await readNachtraege(tx, alle, jahr) };
  });
  const p = { deps, kraft, jahr, nachtraege };
  return sende(
    antwort,
    <Kontoseite {...{ ...p, getan, versuch }} bereich="abrechnung" titel={t('abrechnung.titel')}>
      <p>{t('abrechnung.einleitung')}</p>
      <Jahreswahl deps={deps} jahr={jahr} weg="/steuerung/abrechnung">
        {(['buchungen', 'pool'] as const).map((w) => (
          <KnopfLink klein rang="tertiary" weg={`/steuerung/abrechnung/${w}?jahr=${jahr}`}>
            {t(`abrechnung.weg.${w}`)}
          </KnopfLink>
        ))}
        <KnopfLink klein rang="tertiary" weg="/steuerung/zaehlung">
          {t('abrechnung.weg.zaehlung')}
        </KnopfLink>
      </Jahreswahl>
      <Seite {...p} was="bekommen" konten={konten.filter((k) => k.vertrag.auftragnehmer === kraft.stelle)} />
      <Seite {...p} was="zahlen" konten={konten.filter((k) => k.vertrag.auftraggeber === kraft.stelle)} />
    </Kontoseite>,
    status,
  );
}

function Seite(p: Props & { was: 'bekommen' | 'zahlen'; konten: readonly Jahreskonto[] }) {
  const { t } = p.deps;
  return (
    <section class="haus-abstand" aria-labelledby={p.was}>
      <h2 id={p.was}>{t(`abrechnung.${p.was}`)}</h2>
      {p.konten.length === 0 ? (
        <LeererZustand titel={t(`abrechnung.leer.${p.was}`)} />
      ) : (
        <Karten breit>
          {p.konten.map((k) => (
            <Konto {...p} konto={k} />
          ))}
        </Karten>
      )}
    </section>
  );
}

const SPALTEN = ['zeitraum', 'netto', 'zahlbetrag', 'stand'] as const;

function Konto({
  deps,
  kraft,
  jahr,
  nachtraege,
  konto,
  was,
}: Props & { konto: Jahreskonto; was: 'bekommen' | 'zahlen' }) {
  const { t } = deps;
  const { vertrag, perioden } = konto;
  const titel = kontoText(deps, kraft, vertrag);
  const nachtrag = nachtraege.get(vertrag.id);
  return (
    <Karte titel={titel} ebene={3}>
      {perioden.size === 0 ? (
        <p>{t(was === 'bekommen' ? 'abrechnung.keineFassung' : 'abrechnung.wartet')}</p>
      ) : (
        <Tabelle
          id={`konto-${vertrag.id}`}
          titel={titel}
          titelVersteckt
          dicht
          stapeln
          spalten={SPALTEN.map((s, i) => ({
            titel: t(`abrechnung.spalte.${s}`),
            zeilenkopf: i === 0,
            zahl: s === 'netto' || s === 'zahlbetrag',
          }))}
          zeilen={[...perioden].map(([periode, p]) => {
            const { abrechnung: a } = letzte(p);
            return {
              zellen: [
                <a href={statementWeg(vertrag.id, jahr, periode)}>{zeitraumText(t, jahr, periode)}</a>,
                formatEuro(a.netto),
                a.verrechnung && periode !== JAHRESAUSGLEICH ? t('abrechnung.verrechnet') : formatEuro(a.zahlbetrag),
                <>
                  <Marke ton={TON[p.stand]}>{t(`abrechnung.stand.${p.stand}`)}</Marke>
                  {nachtrag && periode === JAHRESAUSGLEICH && (
                    <>
                      {' '}
                      <Marke ton="warning">{t('abrechnung.nachtrag.marke')}</Marke>
                    </>
                  )}
                </>,
              ],
            };
          })}
        />
      )}
      {nachtrag && (
        <p>
          {t(`abrechnung.nachtrag.${nachtrag.anlass}`)} {betragText(t, nachtrag)}{' '}
          {t(was === 'bekommen' ? 'abrechnung.nachtrag.wir' : 'abrechnung.nachtrag.andere')}
        </p>
      )}
      {was === 'bekommen' && darf(kraft, 'abrechnen') && <Stellen deps={deps} jahr={jahr} konto={konto} />}
    </Karte>
  );
}

/** What may be stated now: months that are over, and the true-up once none is missing. */
function Stellen({
  deps,
  jahr,
  konto: { vertrag, monate, perioden },
}: Pick<Props, 'deps' | 'jahr'> & { konto: Jahreskonto }) {
  const { t } = deps;
  const heute = heuteOf(deps.protokoll.uhr);
  const vorbei = (m: number) => addMonths(localDate(`${jahr}-01-01`), m) <= heute;
  const offen = monate.filter((m) => vorbei(m) && !perioden.has(m));
  const ausgleich = vorbei(12) && monate.every((m) => perioden.has(m)) && !perioden.has(JAHRESAUSGLEICH);
  const naechste = offen[0] ?? (ausgleich ? JAHRESAUSGLEICH : undefined);
  if (naechste === undefined) return null;
  return (
    <form id={feldIdOf(`stellen-${vertrag.id}`, 'perioden')} method="post" action="/steuerung/abrechnung/stellen">
      <VersteckteFelder felder={{ vereinbarung: vertrag.id, jahr }} />
      <Knoepfe>
        <Knopf klein name="perioden" wert={String(naechste)}>
          {t('abrechnung.stellen', { zeitraum: zeitraumText(t, jahr, naechste) })}
        </Knopf>
        {offen.length > 1 && (
          <Knopf klein rang="tertiary" name="perioden" wert={offen.join(',')}>
            {t('abrechnung.stellenAlle', { anzahl: offen.length })}
          </Knopf>
        )}
      </Knoepfe>
    </form>
  );
}
