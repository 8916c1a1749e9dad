import type { FastifyReply, FastifyRequest } from 'fastify';
import { readRegister } from '../../register/index.ts';
import { findZeile } from '../../vorgaenge/index.ts';
import type { SeitenDeps } from '../deps.ts';
import { Reiter, Tabelle } from '../komponenten/index.ts';
import { frage } from '../personal/anfrage.ts';
import { tagText, wann } from '../personal/zeit.ts';
import { type Kraft, lesekontext } from '../personal/zugang.ts';
import { darfEinsehen } from './berechtigung.ts';
import { Rahmen, sende } from './rahmen.tsx';
import { letzterTag } from './registereintrag.tsx';
import { readRegisterhaeuser, vermerkeRegister } from './registerhaeuser.ts';

const ARTEN = ['gewerbe', 'hund'] as const;
const SPALTEN = ['nummer', 'bezeichnung', 'ort', 'fuehrt', 'eingetragen'];

/** GET /arbeitsplatz/register[?art=gewerbe|hund]: records of the own body and of those it works for, by need to know. */
export async function zeigeRegister(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const { t, verzeichnis } = deps;
  const art = ARTEN.find((a) => a === frage(anfrage, 'art')) ?? 'gewerbe';
  const zeilen = await readZeilen(deps, kraft, art);
  const titel = t('arbeitsplatz.bereich.register');
  return sende(
    antwort,
    <Rahmen deps={deps} kraft={kraft} bereich="register" titel={titel}>
      <h1>{titel}</h1>
      <Reiter
        zweite
        name={titel}
        ziele={ARTEN.map((a) => ({
          titel: t(`arbeitsplatz.register.${a}`),
          weg: `/arbeitsplatz/register?art=${a}`,
          aktuell: a === art,
        }))}
      />
      <Tabelle
        id="register"
        titel={t(`arbeitsplatz.register.${art}`)}
        leer={t('arbeitsplatz.leer.register')}
        titelVersteckt
        dicht
        stapeln
        spalten={(art === 'hund' ? [...SPALTEN, 'gehalten'] : SPALTEN).map((s, i) => ({
          titel: t(`arbeitsplatz.register.spalte.${s}`),
          zeilenkopf: i === 0,
        }))}
        zeilen={zeilen.map((z) => ({
          zellen: [
            <a href={`/arbeitsplatz/register/${z.id}`}>{z.nummer}</a>,
            z.bezeichnung,
            verzeichnis.byId(z.oertlich)?.kurzname ?? '',
            verzeichnis.byId(z.koerperschaft)?.name ?? '',
            wann(t, z.eingetragen),
            z.ende === null
              ? t('arbeitsplatz.register.wirdGehalten')
              : t('arbeitsplatz.register.bis', { tag: tagText(letzterTag(z.ende)) }),
          ],
        }))}
      />
    </Rahmen>,
  );
}

/** The Leistung of a record is that of the case that made it: it decides who needs to know, also when the case is erased. */
function readZeilen(deps: SeitenDeps, kraft: Kraft, art: (typeof ARTEN)[number]) {
  return deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const zeilen = [];
    const haeuser = await readRegisterhaeuser(tx, kraft);
    for (const koerperschaft of haeuser.ids)
      for (const z of (await readRegister(tx, koerperschaft)).filter((r) => r.art === art)) {
        if (!darfEinsehen(kraft.rollen, z.leistung)) continue;
        const basis = (await findZeile(tx, z.vorgang))?.basis ?? haeuser.basis(koerperschaft, z.leistung);
        if (basis) zeilen.push({ ...z, koerperschaft, basis });
      }
    vermerkeRegister(
      tx,
      deps,
      zeilen.map(({ koerperschaft, vorgang, basis }) => ({ koerperschaft, vorgang, ...basis })),
    );
    return zeilen.sort((a, b) => b.eingetragen.getTime() - a.eingetragen.getTime());
  });
}
