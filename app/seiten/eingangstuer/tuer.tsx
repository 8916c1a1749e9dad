import { addDays, formatDatumKurz, localDateOf, parseLocalDate } from '@rathausverbund/fristen';
import type { FastifyReply } from 'fastify';
import { oeffentlich } from '../../base/index.ts';
import { type Auftritt, type Kommune, readAuftritt } from '../../kommunen/index.ts';
import { type Linie, readRegeln, titelMitArt } from '../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../deps.ts';
import {
  Karte,
  Karten,
  Knoepfe,
  KnopfLink,
  PortalSeite,
  renderSeite,
  Suchfeld,
  Tabelle,
  Wappen,
} from '../komponenten/index.ts';
import { type Beziehung, beziehungen, endeOf, standAm } from './beziehungen.ts';
import { Landkarte } from './karte.tsx';

const OHNE_FARBE = '#4a5568';

type Tuer = {
  deps: SeitenDeps;
  heute: string;
  kommunen: readonly Kommune[];
  auftritte: ReadonlyMap<string, Auftritt | undefined>;
  regeln: readonly Linie[];
  verhaeltnisse: readonly Beziehung[];
};

/** GET / : whose town halls run here, who works for whom, and in the demo six roles to step into. */
export async function zeigeTuer(deps: SeitenDeps, antwort: FastifyReply) {
  const heute = localDateOf(deps.protokoll.uhr.jetzt(), 'Europe/Berlin');
  const kommunen = deps.verzeichnis.gemeinden.filter((k) => k.kuerzel !== null);
  const { regeln, auftritte } = await deps.db.transaktion(oeffentlich, async (tx) => {
    const farben = new Map<string, Auftritt | undefined>();
    for (const k of kommunen) farben.set(k.id, await readAuftritt(tx, k.id));
    return { regeln: await readRegeln(tx), auftritte: farben };
  });
  const p: Tuer = { deps, heute, kommunen, auftritte, regeln, verhaeltnisse: beziehungen(regeln, heute) };
  const { t } = deps;
  return antwort.type('text/html; charset=utf-8').send(
    renderSeite(
      <PortalSeite t={t} titel={t('tuer.titel')} demo={deps.demo} breit>
        <h1>{t('tuer.titel')}</h1>
        <p class="haus-einleitung">{t(deps.demo ? 'tuer.einleitungDemo' : 'tuer.einleitung')}</p>
        {deps.demo && deps.einstiege.length > 0 && <Rollen {...p} />}
        <h2>{t('tuer.rathaeuser')}</h2>
        <Rathaeuser {...p} />
        <h2>{t('tuer.orte')}</h2>
        <Suchfeld t={t} weg="/portal" name="ort" beschriftung={t('tuer.ortSuchen')} hilfe={t('tuer.ortHilfe')} />
        <p>
          <a href="/kommunen">{t('tuer.alleKommunen', { anzahl: deps.verzeichnis.gemeinden.length })}</a>
        </p>
        {p.verhaeltnisse.length > 0 && <Vereinbarungen {...p} />}
      </PortalSeite>,
    ),
  );
}

function Rollen({ deps: { t, einstiege } }: Tuer) {
  return (
    <>
      <h2>{t('tuer.rollen')}</h2>
      <p>{t('tuer.rollenText')}</p>
      <Karten>
        {einstiege.map((e) => (
          <Karte titel={t(`tuer.rolle.${e.schluessel}.titel`)} weg={e.weg} oben={e.name} ebene={3}>
            <p>{t(`tuer.rolle.${e.schluessel}.text`)}</p>
          </Karte>
        ))}
      </Karten>
    </>
  );
}

function Rathaeuser({ deps, kommunen, auftritte, verhaeltnisse }: Tuer) {
  const { t, verzeichnis, katalog } = deps;
  const name = (id: string) => verzeichnis.byId(id)?.kurzname ?? '';
  const was = (b: Beziehung) => b.leistungen.map((l) => katalog.name(l)).join(', ');
  return (
    <Karten>
      {kommunen.map((k) => (
        <Karte
          titel={k.name}
          ebene={3}
          oben={t('tuer.einwohner', { anzahl: zahl(k.einwohner) })}
          bild={<Wappen kurzname={k.kurzname} farbe={auftritte.get(k.id)?.farbe ?? OHNE_FARBE} />}
          unten={
            <Knoepfe>
              <KnopfLink weg={`/portal/${k.ags}`} klein>
                {t('tuer.zumPortal')}
              </KnopfLink>
            </Knoepfe>
          }
        >
          <ul class="haus-liste">
            {verhaeltnisse.map((b) =>
              b.stand !== 'gilt' ? null : b.an === k.id ? (
                <li>{t('tuer.arbeitetFuer', { name: name(b.von), was: was(b) })}</li>
              ) : b.von === k.id ? (
                <li>{t('tuer.bedientVon', { name: name(b.an), was: was(b) })}</li>
              ) : null,
            )}
          </ul>
        </Karte>
      ))}
    </Karten>
  );
}

function Vereinbarungen({ deps, heute, kommunen, regeln, verhaeltnisse }: Tuer) {
  const { t, verzeichnis, katalog } = deps;
  const name = (id: string) => verzeichnis.byId(id)?.kurzname ?? '';
  const satz = (b: Beziehung) =>
    t('tuer.satz', {
      an: name(b.an),
      von: name(b.von),
      was: b.leistungen.map((l) => katalog.name(l)).join(', '),
      stand: t(`tuer.stand.${b.stand}`),
    });
  const tag = (text: string | null, versatz = 0) => {
    const d = text === null ? undefined : parseLocalDate(text);
    return d === undefined ? '' : formatDatumKurz(addDays(d, versatz));
  };
  const stand = (r: Linie) => {
    const s = standAm(r, heute);
    return [
      t(`tuer.stand.${s}`),
      s === 'beendet'
        ? t('tuer.seitBis.bis', { tag: tag(endeOf(r), -1) })
        : r.ab === null
          ? ''
          : t('tuer.seitBis.seit', { tag: tag(r.ab) }),
    ].join(' ');
  };
  return (
    <>
      <h2>{t('tuer.wer')}</h2>
      <Landkarte
        deps={deps}
        kommunen={kommunen}
        beziehungen={verhaeltnisse}
        titel={t('tuer.wer')}
        beschreibung={verhaeltnisse.map(satz).join(' ')}
      />
      <Tabelle
        id="vereinbarungen"
        titel={t('tuer.tabelle.titel')}
        dicht
        stapeln
        spalten={['fuer', 'arbeitet', 'was', 'art', 'stand'].map((s, i) => ({
          titel: t(`tuer.tabelle.${s}`),
          zeilenkopf: i === 0,
        }))}
        zeilen={regeln.map((r) => ({
          zellen: [
            name(r.von),
            name(r.an),
            katalog.name(r.leistung),
            titelMitArt(t(`tuer.art.${r.art}`), r.titel),
            stand(r),
          ],
        }))}
      />
    </>
  );
}

/** 17.283: written out, because ICU data differ between Node versions */
export const zahl = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, '.');
