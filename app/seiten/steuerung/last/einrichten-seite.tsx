import { fehlerOf, Haken, Hinweis, Knopf, Mehrzeilig, VersteckteFelder, Wahl, Zeile } from '../../komponenten/index.ts';
import { heuteOf, tagText } from '../../personal/zeit.ts';
import { Abschnitt, Liste, Neu, type Props, zeitraum } from './eintraege.tsx';
import { Ausgeschaltet, LastRahmen, leistungswerte, wegOf } from './kopf.tsx';
import { stundenGenau } from './zahlen.ts';

/** Everything a leader enters, one section each: what is there, and a form for more. */
export function EinrichtenSeite(p: Props) {
  const { deps, kraft, schalter, versuch, getan } = p;
  const { t } = deps;
  return (
    <LastRahmen
      deps={deps}
      kraft={kraft}
      teil="einrichten"
      titel={t('last.einrichten.titel')}
      fehler={fehlerOf(versuch)}
    >
      {getan && <Hinweis t={t} ton="success" titel={t('last.einrichten.gespeichert')} />}
      {!schalter.gilt && <Ausgeschaltet deps={deps} kraft={kraft} hier />}
      <Vereinbarungen {...p} />
      {schalter.gilt && (
        <>
          <Teams {...p} />
          <Stellen {...p} />
          <Abwesenheiten {...p} />
          <Aufwand {...p} />
          <Vorgeschichte {...p} />
          {p.e.annahmen.length > 0 && (
            <Abschnitt titel={t('last.einrichten.annahmen')}>
              <Liste {...p} was="annahme-loeschen" zeilen={p.e.annahmen.map((a) => [a.id, a.titel])} />
            </Abschnitt>
          )}
        </>
      )}
    </LastRahmen>
  );
}

function Vereinbarungen(p: Props) {
  const { deps, schalter, versuch } = p;
  const { t } = deps;
  const v = { t, formular: 'vereinbarung', versuch };
  const heute = heuteOf(deps.protokoll.uhr);
  return (
    <Abschnitt titel={t('last.einrichten.vereinbarung')} hilfe={t('last.einrichten.vereinbarungHilfe')}>
      <ul class="haus-punkte">
        {schalter.alle.map((d) => (
          <li>
            {d.titel}, {t('last.einrichten.geschlossenAm', { tag: tagText(d.geschlossen) })}, {zeitraum(p, d.ab, d.bis)}
            {(d.bis === null || heute < d.bis) && (
              <form method="post" action={wegOf('einrichten')}>
                <VersteckteFelder felder={{ was: 'beenden', id: d.id }} />
                <p>{t('last.einrichten.beendenFolge')}</p>
                <Knopf klein>{t('last.einrichten.beenden')}</Knopf>
              </form>
            )}
          </li>
        ))}
      </ul>
      <Neu {...p} was="vereinbarung" titel={t('last.aus.weiter')} offen={schalter.alle.length === 0}>
        <Zeile {...v} name="titel" titel={t('last.feld.titel')} />
        <Zeile
          {...v}
          name="geschlossen"
          titel={t('last.feld.geschlossen')}
          hilfe={t('last.feld.tagHilfe')}
          breite="mittel"
        />
        <Zeile {...v} name="ab" titel={t('last.feld.ab')} breite="mittel" />
        <Zeile {...v} name="letzter" titel={t('last.feld.letzterOffen')} breite="mittel" />
      </Neu>
    </Abschnitt>
  );
}

function Teams(p: Props) {
  const { deps, schalter, versuch } = p;
  const { t, katalog } = deps;
  const v = { t, formular: 'team', versuch };
  return (
    <Abschnitt titel={t('last.einrichten.teams')}>
      <Liste
        {...p}
        was="team-loeschen"
        zeilen={schalter.teams.map((x) => [
          x.id,
          t('last.einrichten.teamZeile', {
            name: x.name,
            leistungen: x.leistungen.map((l) => katalog.name(l)).join(', '),
          }),
        ])}
      />
      <Neu {...p} was="team" titel={t('last.einrichten.teamNeu')}>
        <Zeile {...v} name="name" titel={t('last.feld.name')} />
        <Haken {...v} name="leistung" titel={t('last.feld.leistungen')} werte={leistungswerte(deps)} />
      </Neu>
    </Abschnitt>
  );
}

function Stellen(p: Props) {
  const { deps, schalter, versuch, e } = p;
  const { t } = deps;
  const v = { t, formular: 'planstelle', versuch };
  const teamname = (id: string) => schalter.teams.find((x) => x.id === id)?.name ?? '';
  return (
    <Abschnitt titel={t('last.einrichten.stellen')} hilfe={t('last.einrichten.stellenHilfe')}>
      <Liste
        {...p}
        was="planstelle-loeschen"
        zeilen={e.planstellen.map((s) => [
          s.id,
          t('last.einrichten.stelleZeile', {
            bezeichnung: s.bezeichnung,
            team: teamname(s.team),
            stunden: stundenGenau(t, s.minuten),
            zeit: zeitraum(p, s.ab, s.bis),
          }),
        ])}
      />
      {schalter.teams.length === 0 ? (
        <p>{t('last.einrichten.zuerstTeam')}</p>
      ) : (
        <Neu {...p} was="planstelle" titel={t('last.einrichten.stelleNeu')}>
          <Zeile {...v} name="bezeichnung" titel={t('last.feld.bezeichnung')} />
          <Wahl
            {...v}
            name="team"
            titel={t('last.feld.team')}
            werte={schalter.teams.map((x) => ({ wert: x.id, titel: x.name }))}
          />
          <Zeile
            {...v}
            name="stunden"
            titel={t('last.feld.stunden')}
            hilfe={t('last.feld.stundenHilfe')}
            breite="schmal"
          />
          <Zeile {...v} name="ab" titel={t('last.feld.ab')} hilfe={t('last.feld.tagHilfe')} breite="mittel" />
          <Zeile {...v} name="letzter" titel={t('last.feld.letzterOffen')} breite="mittel" />
          <Wahl
            {...v}
            name="mitarbeiter"
            titel={t('last.feld.mitarbeiter')}
            hilfe={t('last.feld.mitarbeiterHilfe')}
            leer={t('last.feld.keine')}
            werte={e.leute.map((m) => ({ wert: m.id, titel: m.name }))}
          />
          <Wahl
            {...v}
            name="vertretung"
            titel={t('last.feld.vertretung')}
            leer={t('last.feld.keine')}
            werte={e.planstellen.map((s) => ({ wert: s.id, titel: s.bezeichnung }))}
          />
        </Neu>
      )}
    </Abschnitt>
  );
}

function Abwesenheiten(p: Props) {
  const { deps, versuch, e } = p;
  const { t } = deps;
  const v = { t, formular: 'abwesenheit', versuch };
  const name = (id: string) => e.planstellen.find((s) => s.id === id)?.bezeichnung ?? '';
  return (
    <Abschnitt titel={t('last.einrichten.abwesenheiten')} hilfe={t('last.einrichten.abwesenheitenHilfe')}>
      <Liste
        {...p}
        was="abwesenheit-loeschen"
        zeilen={e.abwesenheiten.map((a) => [
          a.id,
          t('last.einrichten.abwesenheitZeile', {
            stelle: name(a.planstelle),
            zeit: zeitraum(p, a.ab, a.bis),
            vertretung: t(`last.einrichten.vertretung.${a.vertretung}`),
          }),
        ])}
      />
      {e.planstellen.length === 0 ? (
        <p>{t('last.einrichten.zuerstStelle')}</p>
      ) : (
        <Neu {...p} was="abwesenheit" titel={t('last.einrichten.abwesenheitNeu')}>
          <Wahl
            {...v}
            name="planstelle"
            titel={t('last.feld.planstelle')}
            werte={e.planstellen.map((s) => ({ wert: s.id, titel: s.bezeichnung }))}
          />
          <Zeile {...v} name="ab" titel={t('last.feld.ab')} hilfe={t('last.feld.tagHilfe')} breite="mittel" />
          <Zeile {...v} name="letzter" titel={t('last.feld.letzter')} breite="mittel" />
        </Neu>
      )}
    </Abschnitt>
  );
}

function Aufwand(p: Props) {
  const { deps, versuch, e } = p;
  const { t, katalog } = deps;
  const v = { t, formular: 'aufwand', versuch };
  return (
    <Abschnitt titel={t('last.einrichten.aufwand')} hilfe={t('last.einrichten.aufwandHilfe')}>
      <ul class="haus-punkte">
        {e.aufwand.map((a) => (
          <li>
            {t('last.einrichten.aufwandZeile', {
              leistung: katalog.name(a.leistung),
              minuten: a.minuten,
              ab: tagText(a.ab),
              grund: a.grund,
            })}
          </li>
        ))}
      </ul>
      <Neu {...p} was="aufwand" titel={t('last.einrichten.aufwandNeu')}>
        <Wahl {...v} name="leistung" titel={t('last.feld.leistung')} werte={leistungswerte(deps)} />
        <Zeile {...v} name="minuten" titel={t('last.feld.minuten')} breite="schmal" />
        <Zeile {...v} name="ab" titel={t('last.feld.ab')} hilfe={t('last.feld.tagHilfe')} breite="mittel" />
        <Zeile {...v} name="grund" titel={t('last.feld.grund')} />
      </Neu>
    </Abschnitt>
  );
}

function Vorgeschichte(p: Props) {
  const { deps, versuch, e } = p;
  const { t, katalog } = deps;
  const v = { t, formular: 'vorgeschichte', versuch };
  return (
    <Abschnitt titel={t('last.einrichten.vorgeschichte')} hilfe={t('last.einrichten.vorgeschichteHilfe')}>
      <ul class="haus-punkte">
        {e.vorgeschichte.map((x) => (
          <li>{t('last.einrichten.vorgeschichteZeile', { ...x, leistung: katalog.name(x.leistung) })}</li>
        ))}
      </ul>
      <Neu {...p} was="vorgeschichte" titel={t('last.einrichten.vorgeschichteNeu')}>
        <Wahl {...v} name="leistung" titel={t('last.feld.leistung')} werte={leistungswerte(deps)} />
        <Zeile {...v} name="quelle" titel={t('last.feld.quelle')} />
        <Mehrzeilig {...v} name="wochen" titel={t('last.feld.wochen')} hilfe={t('last.feld.wochenHilfe')} />
      </Neu>
    </Abschnitt>
  );
}
