import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Texte } from '../../../base/index.ts';
import { hatRolle } from '../../../konten/index.ts';
import {
  type Freigabe,
  type Halt,
  type Regel,
  readFreigaben,
  readHalte,
  readHaltgruende,
  readRegeln,
} from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Hinweis,
  Knoepfe,
  Knopf,
  Kreuz,
  LeererZustand,
  Marke,
  Tabelle,
  VersteckteFelder,
} from '../../komponenten/index.ts';
import { frage } from '../../personal/anfrage.ts';
import { abWann, heuteOf, wann } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { darfHinein, sende, sendeVerboten } from '../rahmen.tsx';
import { WEG, ZugangRahmen } from './rahmen.tsx';

interface Lage {
  freigaben: readonly Freigabe[];
  halte: readonly Halt[];
  gruende: ReadonlyMap<string, string>;
  /** by agreement */
  titel: ReadonlyMap<string, string>;
  delegationen: readonly Regel[];
}
type Props = { deps: SeitenDeps; kraft: Kraft; lage: Lage };

/** GET /steuerung/zugang: who may look into the own body's cases, since when, until when; stops, and their end. */
export async function zeigeZugang(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfHinein(kraft, 'zugang')) return sendeVerboten(deps, kraft, antwort);
  const lage = await deps.db.transaktion(lesekontext(kraft), async (tx): Promise<Lage> => {
    const regeln = await readRegeln(tx);
    const heute = heuteOf(deps.protokoll.uhr);
    return {
      freigaben: await readFreigaben(tx),
      halte: (await readHalte(tx)).filter((h) => [h.koerperschaft, h.stelle].includes(kraft.stelle)),
      gruende: await readHaltgruende(tx),
      titel: new Map(regeln.map((r) => [r.vereinbarung, r.titel])),
      delegationen: regeln.filter(
        (r) =>
          r.von === kraft.stelle &&
          r.art === 'delegierend' &&
          r.stand === 'in_kraft' &&
          (r.bis === null || heute < r.bis),
      ),
    };
  });
  const getan = { angehalten: frage(anfrage, 'angehalten'), fortgesetzt: frage(anfrage, 'fortgesetzt') };
  return sende(antwort, <ZugangSeite deps={deps} kraft={kraft} lage={lage} getan={getan} />);
}

const zahl = (text: string) => (/^\d{1,6}$/.test(text) ? text : '0');

function ZugangSeite({ getan, ...p }: Props & { getan: { angehalten: string; fortgesetzt: string } }) {
  const { deps, kraft, lage } = p;
  const { t } = deps;
  return (
    <ZugangRahmen deps={deps} kraft={kraft} teil="freigaben" titel={t('zugang.titel')}>
      {getan.angehalten !== '' && (
        <Hinweis t={t} ton="success" titel={t('zugang.angehalten.getan')}>
          <p>{t('zugang.angehalten.zurueck', { anzahl: zahl(getan.angehalten) })}</p>
        </Hinweis>
      )}
      {getan.fortgesetzt !== '' && (
        <Hinweis t={t} ton="success" titel={t('zugang.fortsetzen.getan')}>
          <p>{t('zugang.fortsetzen.uebergeben', { anzahl: zahl(getan.fortgesetzt) })}</p>
        </Hinweis>
      )}
      {lage.halte.map((h) => (
        <Angehalten {...p} h={h} />
      ))}
      <h2>{t('zugang.aufUns.titel')}</h2>
      <p>{t('zugang.aufUns.text')}</p>
      <Freigaben {...p} id="aufUns" zeilen={lage.freigaben.filter((f) => f.besitzer === kraft.stelle)} />
      {lage.delegationen.length > 0 && (
        <Hinweis t={t} ton="info" titel={t('zugang.delegation.titel')}>
          <p>{t('zugang.delegation.text')}</p>
          <ul class="haus-punkte">
            {lage.delegationen.map((r) => (
              <li>
                {deps.katalog.name(r.leistung)}: {deps.verzeichnis.byId(r.an)?.name}, {r.titel}
              </li>
            ))}
          </ul>
        </Hinweis>
      )}
      <h2>{t('zugang.aufAndere.titel')}</h2>
      <p>{t('zugang.aufAndere.text')}</p>
      <Freigaben {...p} id="aufAndere" zeilen={lage.freigaben.filter((f) => f.stelle === kraft.stelle)} />
    </ZugangRahmen>
  );
}

/** One stop, in plain words for either side; who stopped it can let it go on. */
function Angehalten({ deps, kraft, lage, h }: Props & { h: Halt }) {
  const { t, katalog, verzeichnis } = deps;
  const werte = {
    leistung: katalog.name(h.leistung),
    wir: verzeichnis.byId(h.koerperschaft)?.name ?? '',
    stelle: verzeichnis.byId(h.stelle)?.name ?? '',
    zeit: wann(t, h.seit),
  };
  const eigen = h.koerperschaft === kraft.stelle;
  return (
    <Hinweis t={t} ton="warning" titel={t(`zugang.angehalten.${eigen ? 'titel' : 'beiUns'}`, werte)}>
      <p>{t(`zugang.angehalten.${eigen ? 'text' : 'beiUnsText'}`, werte)}</p>
      {eigen && <p>{t('zugang.angehalten.grund', { grund: lage.gruende.get(h.id) ?? '' })}</p>}
      {eigen && hatRolle(kraft.rollen, 'leitung', h.leistung) && (
        <form class="haus-formular" method="post" action={`${WEG}/fortsetzen`}>
          <VersteckteFelder felder={{ halt: h.id }} />
          <Kreuz art="checkbox" id={`mit-${h.id}`} name="vorgaenge" wert="ja" titel={t('zugang.fortsetzen.mit')} />
          <Knoepfe>
            <Knopf>{t('zugang.fortsetzen.knopf')}</Knopf>
          </Knoepfe>
        </form>
      )}
    </Hinweis>
  );
}

/** How many Vorgaenge stay open after the end, and the way to them for who leads the house. */
function Auslauf({ t, f, fuehrt }: { t: Texte; f: Freigabe; fuehrt: boolean }) {
  if (f.auslauf === 0) return <>{t('zugang.keinAuslauf')}</>;
  const bis = f.auslaufBis ? wann(t, f.auslaufBis) : t('zugang.offenesEnde');
  const text = t('zugang.auslauf', { anzahl: f.auslauf, bis });
  return fuehrt ? <a href={`/steuerung/vereinbarungen/${f.vereinbarung}/auslauf`}>{text}</a> : <>{text}</>;
}

const SPALTEN = ['leistung', 'haus', 'vereinbarung', 'seit', 'bis', 'auslauf', 'stand'] as const;

function Freigaben({
  deps,
  kraft,
  lage,
  id,
  zeilen,
}: Props & { id: 'aufUns' | 'aufAndere'; zeilen: readonly Freigabe[] }) {
  const { t, katalog, verzeichnis } = deps;
  if (zeilen.length === 0) return <LeererZustand titel={t(`zugang.${id}.leer`)} />;
  const jetzt = deps.protokoll.uhr.jetzt();
  const stand = (f: Freigabe): 'angehalten' | 'kommt' | 'auslauf' | 'beendet' | 'offen' => {
    if (lage.halte.some((h) => h.koerperschaft === f.besitzer && h.stelle === f.stelle && h.leistung === f.leistung))
      return 'angehalten';
    if (f.von && f.von.getTime() > jetzt) return 'kommt';
    if (!f.bis || jetzt < f.bis.getTime()) return 'offen';
    return f.auslauf > 0 && (!f.auslaufBis || jetzt < f.auslaufBis.getTime()) ? 'auslauf' : 'beendet';
  };
  const ton = { angehalten: 'warning', kommt: 'info', auslauf: 'warning', beendet: 'info', offen: 'success' } as const;
  const darfAnhalten = (f: Freigabe) =>
    id === 'aufUns' && ['offen', 'auslauf'].includes(stand(f)) && hatRolle(kraft.rollen, 'leitung', f.leistung);
  return (
    <Tabelle
      id={id}
      titel={t(`zugang.${id}.titel`)}
      titelVersteckt
      dicht
      stapeln
      spalten={SPALTEN.map((s, i) => ({ titel: t(`zugang.spalte.${s}`), zeilenkopf: i === 0 }))}
      zeilen={zeilen.map((f) => ({
        zellen: [
          katalog.name(f.leistung),
          verzeichnis.byId(id === 'aufUns' ? f.stelle : f.besitzer)?.name ?? '',
          lage.titel.get(f.vereinbarung) ?? '',
          f.von ? abWann(t, f.von) : '',
          f.bis ? wann(t, f.bis) : t('zugang.offenesEnde'),
          <Auslauf t={t} f={f} fuehrt={hatRolle(kraft.rollen, 'leitung', '*')} />,
          <>
            <Marke ton={ton[stand(f)]}>{t(`zugang.stand.${stand(f)}`)}</Marke>{' '}
            {darfAnhalten(f) && (
              <a href={`${WEG}/anhalten?leistung=${encodeURIComponent(f.leistung)}&stelle=${f.stelle}`}>
                {t('zugang.anhalten.weiter')}
                <span class="kern-sr-only"> {katalog.name(f.leistung)}</span>
              </a>
            )}
          </>,
        ],
      }))}
    />
  );
}
