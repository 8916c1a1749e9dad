import { formatEuro, gegenbuchungen, vergleiche } from '@rathausverbund/kosten';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { darf, type Gemeint, kenntAufwand, letzte, readAbrechnung } from '../../../abrechnung/index.ts';
import { isUuid } from '../../../base/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Angaben, Hinweis, Knoepfe, KnopfLink, LeererZustand, Marke, Tabelle } from '../../komponenten/index.ts';
import { frage, param } from '../../personal/anfrage.ts';
import { tagText, wann } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { darfHinein, immer, sende } from '../rahmen.tsx';
import { readRechnungslage } from '../rechnung/lage.ts';
import { Rechnungen } from '../rechnung/rechnungen.tsx';
import {
  aufwandWeg,
  kontoText,
  leistungenText,
  liesPeriode,
  mengeText,
  periodenwort,
  preisText,
  TON,
  ustText,
  zeileText,
  zeitraumText,
} from './form.ts';
import { NachtragHinweis } from './nachtrag.tsx';
import { Handeln, type Props } from './schritte.tsx';
import { Abrechnungsseite } from './seite.tsx';
import type { Nachricht } from './versuch.ts';

export const sendeUnbekannt = immer(404, 'abrechnung.nicht', 'meldung.abrechnung.unbekannt');

/** GET /steuerung/abrechnung/:vereinbarung/:periode: one statement, what the own account gives for it, and what may be done. */
export async function zeigeAbrechnung(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const vereinbarung = param(anfrage, 'vereinbarung');
  const p = liesPeriode(param(anfrage, 'periode'));
  if (!p || !isUuid(vereinbarung)) return sendeUnbekannt(deps, kraft, antwort);
  return sendeEinzeln(deps, kraft, antwort, { vereinbarung, ...p }, { getan: frage(anfrage, 'getan') !== '' });
}

export async function sendeEinzeln(
  deps: SeitenDeps,
  kraft: Kraft,
  antwort: FastifyReply,
  g: Gemeint,
  { getan, versuch }: Nachricht,
  status = 200,
) {
  const { t, verzeichnis } = deps;
  if (!darf(kraft, 'lesen')) return sendeUnbekannt(deps, kraft, antwort);
  const a = await deps.db.transaktion(lesekontext(kraft), (tx) => readAbrechnung(tx, g));
  if (!a) return sendeUnbekannt(deps, kraft, antwort);
  const lage = await deps.db.transaktion(lesekontext(kraft), (tx) => readRechnungslage(tx, g));
  const titel = t('abrechnung.einzeln.titel', {
    zeitraum: zeitraumText(t, g.jahr, g.periode),
    konto: kontoText(deps, kraft, a.vertrag),
  });
  const { abrechnung, hash, nummer, faellig } = letzte(a.periode);
  const alle: Props = { deps, kraft, a, jahr: g.jahr, nr: g.periode, versuch };
  return sende(
    antwort,
    <Abrechnungsseite {...{ deps, kraft, titel, getan, versuch }} jahr={g.jahr}>
      <Urteil {...alle} />
      <NachtragHinweis {...alle} />
      <Angaben
        dicht
        angaben={[
          { name: t('abrechnung.einzeln.von'), wert: verzeichnis.byId(abrechnung.glaeubiger)?.name },
          { name: t('abrechnung.einzeln.an'), wert: verzeichnis.byId(abrechnung.schuldner)?.name },
          { name: t('abrechnung.einzeln.leistung'), wert: leistungenText(deps, a.vertrag.leistungen) },
          {
            name: t('abrechnung.einzeln.vereinbarung'),
            wert: darfHinein(kraft, 'vereinbarungen') ? (
              <a href={`/steuerung/vereinbarungen/${a.vertrag.id}`}>{a.vertrag.titel}</a>
            ) : (
              a.vertrag.titel
            ),
          },
          { name: t('abrechnung.einzeln.nummer'), wert: nummer },
          { name: t('abrechnung.einzeln.faellig'), wert: tagText(faellig) },
          {
            name: t('abrechnung.einzeln.stand'),
            wert: <Marke ton={TON[a.periode.stand]}>{t(`abrechnung.stand.${a.periode.stand}`)}</Marke>,
          },
          { name: t('abrechnung.einzeln.pruefsumme'), wert: <code class="haus-lang">{hash.slice(0, 32)}…</code> },
        ]}
      />
      <Streit {...alle} />
      <Zeilen {...alle} />
      <Summen {...alle} />
      <ZumAufwand {...alle} />
      <Handeln {...alle} />
      <Rechnungen {...alle} lage={lage} />
      <Fruehere {...alle} />
    </Abrechnungsseite>,
    status,
  );
}

function Urteil({ deps, a }: Props) {
  const { t, katalog } = deps;
  if (a.gleich) return <Hinweis t={t} ton="success" titel={t('abrechnung.einzeln.gleich')} />;
  if (!a.eigen.ok) return <Hinweis t={t} ton="danger" titel={t('abrechnung.einzeln.keineRechnung')} />;
  const keine = t('abrechnung.einzeln.keine');
  return (
    <Hinweis t={t} ton="danger" titel={t('abrechnung.einzeln.weicht')}>
      <ul>
        {vergleiche(a.eigen.abrechnung, letzte(a.periode).abrechnung).map(({ eigen, fremd }) => (
          <li>
            {t('abrechnung.einzeln.weichtZeile', {
              leistung: katalog.name((eigen ?? fremd)?.leistung ?? ''),
              eigen: eigen ? formatEuro(eigen.netto) : keine,
              fremd: fremd ? formatEuro(fremd.netto) : keine,
            })}
          </li>
        ))}
      </ul>
    </Hinweis>
  );
}

function Streit({ deps: { t }, a }: Props) {
  if (a.periode.stand !== 'bestritten') return null;
  return (
    <Hinweis t={t} ton="warning" titel={t('abrechnung.einzeln.streit')}>
      <ul>
        {a.periode.streit.map((s) => (
          <li>{t('abrechnung.einzeln.streitZeile', { nr: s.zeile + 1, grund: s.grund, am: wann(t, s.at) })}</li>
        ))}
      </ul>
    </Hinweis>
  );
}

const SPALTEN = ['nr', 'was', 'menge', 'preis', 'netto', 'steuer'] as const;

function Zeilen({ deps, a }: Props) {
  const { t } = deps;
  const { zeilen } = letzte(a.periode).abrechnung;
  if (zeilen.length === 0) return <LeererZustand titel={t('abrechnung.einzeln.leer')} />;
  return (
    <Tabelle
      id="zeilen"
      titel={t('abrechnung.einzeln.zeilen')}
      dicht
      stapeln
      spalten={SPALTEN.map((s) => ({
        titel: t(`abrechnung.zeile.${s}`),
        zeilenkopf: s === 'was',
        zahl: s === 'menge' || s === 'preis' || s === 'netto',
      }))}
      zeilen={zeilen.map((z, i) => ({
        id: `zeile-${i + 1}`,
        zellen: [
          String(i + 1),
          zeileText(deps, z),
          mengeText(t, z),
          preisText(z.preis),
          formatEuro(z.netto),
          <span>
            {ustText(t, z.ust)}
            <br />
            <small>{t('abrechnung.ust.grund', { grund: z.ust.grund })}</small>
          </span>,
        ],
      }))}
    />
  );
}

function Summen({ deps: { t }, a }: Props) {
  const { netto, steuern, brutto, verrechnung: v, zahlbetrag } = letzte(a.periode).abrechnung;
  const zeile = (name: string, cent: number) => ({ name, wert: formatEuro(cent) });
  return (
    <Angaben
      dicht
      angaben={[
        zeile(t('abrechnung.summe.netto'), netto),
        ...steuern
          .filter((s) => s.satz > 0)
          .map((s) => zeile(t('abrechnung.summe.steuer', { satz: s.satz, grund: s.grund }), s.steuer)),
        zeile(t('abrechnung.summe.brutto'), brutto),
        ...(v
          ? [
              zeile(t('abrechnung.summe.gegen'), v.gegenforderung),
              zeile(t('abrechnung.summe.betrag'), v.betrag),
              zeile(t('abrechnung.summe.vortrag'), v.vortrag),
            ]
          : []),
        { name: t('abrechnung.summe.zahlbetrag'), wert: <strong>{formatEuro(zahlbetrag)}</strong> },
      ]}
    />
  );
}

/** The way to what the cases took; for both sides where both can tell. */
function ZumAufwand({ deps: { t }, kraft, a, jahr, nr }: Props) {
  if (a.ausgleich || !kenntAufwand(a.vertrag, kraft.stelle)) return null;
  return (
    <Knoepfe>
      <KnopfLink klein rang="tertiary" weg={aufwandWeg(a.vertrag.id, periodenwort(jahr, nr))}>
        {t('abrechnung.aufwand.weg')}
      </KnopfLink>
    </Knoepfe>
  );
}

/** Every version that was given, and what took back what: nothing disappears. */
function Fruehere({ deps, a }: Props) {
  const { t } = deps;
  const { fassungen } = a.periode;
  if (fassungen.length < 2) return null;
  return (
    <Tabelle
      id="fruehere"
      titel={t('abrechnung.einzeln.fruehere')}
      dicht
      stapeln
      spalten={[
        { titel: t('abrechnung.einzeln.nummer'), zeilenkopf: true },
        { titel: t('abrechnung.einzeln.fassung') },
        { titel: t('abrechnung.einzeln.gegenbuchung') },
        { titel: t('abrechnung.spalte.netto'), zahl: true },
      ]}
      zeilen={fassungen.map((f, i) => {
        const vorige = fassungen[i - 1];
        return {
          zellen: [
            f.nummer,
            f.grund === '' ? t('abrechnung.einzeln.erste') : t('abrechnung.einzeln.berichtigung', { grund: f.grund }),
            vorige ? (
              <ul class="haus-punkte">
                {gegenbuchungen(vorige.abrechnung, f.abrechnung).map((g) => (
                  <li>
                    {t(g.vorzeichen < 0 ? 'abrechnung.einzeln.storno' : 'abrechnung.einzeln.neu')}:{' '}
                    {zeileText(deps, g.zeile)}, {formatEuro(g.vorzeichen * g.zeile.netto)}
                  </li>
                ))}
              </ul>
            ) : (
              ''
            ),
            formatEuro(f.abrechnung.netto),
          ],
        };
      })}
    />
  );
}
