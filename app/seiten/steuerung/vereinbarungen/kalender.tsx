import type { FastifyReply, FastifyRequest } from 'fastify';
import { readRegeln, readStaende, titelMitArt } from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Knoepfe, KnopfLink, LeererZustand, Tabelle } from '../../komponenten/index.ts';
import { frage } from '../../personal/anfrage.ts';
import { heuteOf, tagText } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { darfHinein, sende, sendeVerboten } from '../rahmen.tsx';
import { Kalenderbild } from './kalenderbild.tsx';
import { pausenOf, plane } from './kalenderplan.ts';
import { WEG } from './liste.tsx';
import { Vereinbarungsseite } from './seite.tsx';
import { letzterTag } from './teile.tsx';

/** GET /steuerung/vereinbarungen/kalender[?jahr=2026]: who does what for whom in a year, as a picture and as a table. */
export async function zeigeKalender(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const { t, katalog } = deps;
  if (!darfHinein(kraft, 'vereinbarungen')) return sendeVerboten(deps, kraft, antwort);
  const heute = heuteOf(deps.protokoll.uhr);
  const wunsch = Number(frage(anfrage, 'jahr'));
  const jahr = Number.isInteger(wunsch) && wunsch >= 2000 && wunsch <= 2100 ? wunsch : Number(heute.slice(0, 4));
  const { regeln, pausen } = await deps.db.transaktion(lesekontext(kraft), async (tx) => ({
    regeln: await readRegeln(tx),
    pausen: pausenOf(await readStaende(tx)),
  }));
  const name = (id: string) => deps.verzeichnis.byId(id)?.kurzname ?? '';
  const reihen = plane(regeln, pausen, jahr, { ort: name, leistung: (l) => katalog.name(l) });
  const titel = t('vereinbarungen.kalender.titel');
  const weg = (j: number) => `${WEG}/kalender?jahr=${j}`;
  return sende(
    antwort,
    <Vereinbarungsseite
      deps={deps}
      kraft={kraft}
      titel={titel}
      ueberschrift={t('vereinbarungen.kalender.jahr', { jahr })}
    >
      <p>{t('vereinbarungen.kalender.einleitung')}</p>
      <Knoepfe>
        <KnopfLink klein weg={weg(jahr - 1)}>
          {String(jahr - 1)}
        </KnopfLink>
        <KnopfLink klein weg={weg(jahr + 1)}>
          {String(jahr + 1)}
        </KnopfLink>
      </Knoepfe>
      {reihen.length === 0 ? (
        <LeererZustand titel={t('vereinbarungen.kalender.leer')} />
      ) : (
        <>
          <Kalenderbild t={t} jahr={jahr} heute={heute} reihen={reihen} />
          {/* beside the picture, which scrolls on a phone */}
          <p>{t('vereinbarungen.kalender.legende')}</p>
          <Tabelle
            id="kalender-tabelle"
            titel={t('vereinbarungen.kalender.tabelle')}
            dicht
            stapeln
            spalten={['ort', 'leistung', 'wer', 'grundlage', 'von', 'letzter', 'stand'].map((s, i) => ({
              titel: t(`vereinbarungen.kalender.spalte.${s}`),
              zeilenkopf: i === 0,
            }))}
            zeilen={reihen.flatMap((r) =>
              r.balken.map((b) => ({
                zellen: [
                  r.ort,
                  r.leistung,
                  b.wer,
                  titelMitArt(t(`vereinbarungen.art.${b.art}`), b.titel),
                  b.ab === null ? '' : tagText(b.ab),
                  b.bis === null ? t('vereinbarungen.kalender.offen') : letzterTag(b.bis),
                  t(`vereinbarungen.kalender.stand.${b.stand}`),
                ],
              })),
            )}
          />
        </>
      )}
    </Vereinbarungsseite>,
  );
}
