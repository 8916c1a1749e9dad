import { parseLocalDate } from '@rathausverbund/fristen';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { lehneVorschlagAb, type OffenerFall, readVorschlaege, teileZu } from '../../../steuerung/index.ts';
import { vermerkeListe } from '../../arbeitsplatz/lesen.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Angaben,
  Aufklappen,
  Frist,
  Hinweis,
  Karte,
  Karten,
  Knoepfe,
  Knopf,
  LeererZustand,
  Marke,
  VersteckteFelder,
  Wahl,
} from '../../komponenten/index.ts';
import { eingabe, frage } from '../../personal/anfrage.ts';
import { heuteOf } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { sende, sendeMeldung, sendeVerboten } from '../rahmen.tsx';
import { Ausgeschaltet, type Basis, LastRahmen, leitet, wegOf } from './kopf.tsx';

const WEG = wegOf('vorschlaege');

/** GET /steuerung/last/vorschlaege: cases without anybody, or with a near Frist, and who could take them. Logged as read. */
export async function zeigeVorschlaege(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!leitet(kraft)) return sendeVerboten(deps, kraft, antwort);
  const { t } = deps;
  const e = await deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const gelesen = await readVorschlaege(tx, deps, kraft, heuteOf(deps.protokoll.uhr));
    const gezeigt = (gelesen?.faelle ?? []).map(({ zeile: z }) => ({
      ...z.basis,
      koerperschaft: z.koerperschaft,
      vorgang: z.id,
    }));
    vermerkeListe(tx, deps.protokoll, gezeigt, t('last.vorschlaege.titel'), t('last.zweck'));
    return gelesen;
  });
  const getan = ['zugeteilt', 'abgelehnt'].find((x) => x === frage(anfrage, 'getan'));
  return sende(
    antwort,
    <LastRahmen deps={deps} kraft={kraft} teil="vorschlaege" titel={t('last.vorschlaege.titel')}>
      {getan && <Hinweis t={t} ton="success" titel={t(`last.vorschlaege.${getan}`)} />}
      {e ? (
        <>
          <p>{t('last.vorschlaege.einleitung')}</p>
          <p>{t('last.vorschlaege.reihenfolge')}</p>
          {e.faelle.length === 0 && <LeererZustand titel={t('last.vorschlaege.leer')} />}
          <Karten breit>
            {e.faelle.map((f) => (
              <Fall deps={deps} kraft={kraft} f={f} />
            ))}
          </Karten>
          {e.mehr > 0 && <p>{t('last.vorschlaege.mehr', { anzahl: e.mehr })}</p>}
        </>
      ) : (
        <Ausgeschaltet deps={deps} kraft={kraft} />
      )}
    </LastRahmen>,
  );
}

/** POST: gives the case to somebody, or turns the proposal down; both are events of the case. */
export async function entscheideVorschlag(
  deps: SeitenDeps,
  kraft: Kraft,
  anfrage: FastifyRequest,
  antwort: FastifyReply,
) {
  const [vorgang, person] = [eingabe(anfrage, 'vorgang'), eingabe(anfrage, 'person')];
  const annehmen = eingabe(anfrage, 'entscheidung') !== 'nicht';
  const e = await (annehmen ? teileZu : lehneVorschlagAb)(deps.aufgaben, kraft, vorgang, person);
  if (e.ok) return antwort.redirect(`${WEG}?getan=${annehmen ? 'zugeteilt' : 'abgelehnt'}`, 303);
  return sendeMeldung(deps, kraft, antwort, { titel: deps.t('last.vorschlaege.titel'), ...meldungOf(deps.t, e) });
}

function Fall({ deps, kraft, f }: Basis & { f: OffenerFall }) {
  const { t, katalog, verzeichnis } = deps;
  const { zeile: z } = f;
  const ende = z.frist === null ? undefined : parseLocalDate(z.frist);
  const [erster, ...weitere] = f.vorschlaege;
  const haus = kraft.haus.name;
  const auch = f.auch === null ? undefined : verzeichnis.byId(f.auch)?.name;
  return (
    <Karte
      titel={
        <>
          <a href={`/arbeitsplatz/vorgang/${z.id}`}>
            <span class="haus-aktenzeichen">{z.aktenzeichen}</span>
          </a>{' '}
          <Marke ton={f.warum === 'frist' ? 'warning' : 'info'}>{t(`last.vorschlaege.${f.warum}`)}</Marke>
        </>
      }
      oben={`${katalog.name(z.leistung)}, ${z.betreff}`}
    >
      {ende && <Frist t={t} ende={ende} heute={heuteOf(deps.protokoll.uhr)} />}
      <Angaben
        dicht
        angaben={[
          { name: t('last.vorschlaege.team'), wert: f.team?.name ?? t('last.vorschlaege.keinTeam') },
          {
            name: t('last.vorschlaege.haus'),
            wert: auch ? t('last.vorschlaege.auch', { haus, auch }) : t('last.vorschlaege.eigenes', { haus }),
          },
        ]}
      />
      {erster ? <Vorschlagszeile deps={deps} f={f} v={erster} /> : <p>{t('last.vorschlaege.niemand')}</p>}
      {(weitere.length > 0 || f.moegliche.length > 0) && (
        <Aufklappen titel={t('last.vorschlaege.weitere')}>
          {weitere.map((v) => (
            <Vorschlagszeile deps={deps} f={f} v={v} />
          ))}
          <form class="haus-formular" method="post" action={WEG}>
            <VersteckteFelder felder={{ vorgang: z.id }} />
            <Wahl
              t={t}
              formular={`wahl-${z.id}`}
              name="person"
              titel={t('last.vorschlaege.andere')}
              werte={f.moegliche.map((m) => ({ wert: m.id, titel: m.name }))}
            />
            <Knoepfe>
              <Knopf klein>{t('last.vorschlaege.knopf')}</Knopf>
            </Knoepfe>
          </form>
        </Aufklappen>
      )}
    </Karte>
  );
}

function Vorschlagszeile({
  deps: { t },
  f,
  v,
}: {
  deps: SeitenDeps;
  f: OffenerFall;
  v: OffenerFall['vorschlaege'][number];
}) {
  return (
    <form method="post" action={WEG}>
      <VersteckteFelder felder={{ vorgang: f.zeile.id, person: v.person }} />
      <p>
        {v.name}: {t(`last.vorschlaege.grund.${v.grund}`)}
      </p>
      {v.namensgleich && (
        <p>
          <Marke ton="warning">{t('haus.ton.warning')}</Marke> {t('last.vorschlaege.namensgleich')}
        </p>
      )}
      <Knoepfe>
        <Knopf klein>{t('last.vorschlaege.zuteilen', { name: v.name })}</Knopf>
        <Knopf klein rang="tertiary" name="entscheidung" wert="nicht">
          {t('last.vorschlaege.nicht', { name: v.name })}
        </Knopf>
      </Knoepfe>
    </form>
  );
}
