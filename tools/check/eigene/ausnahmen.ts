import type { Ausnahme } from './sql.ts';

/** SQL that names another room's table on purpose. */
export const SQL_AUSNAHMEN: readonly Ausnahme[] = [
  {
    pfad: 'app/eingang/migrations/0002-einreichen.sql',
    tabelle: 'base.auftrag',
    grund: 'Die Einreichung ist eine Funktion in einem Umlauf; ihre Aufträge entstehen in derselben Anweisung.',
  },
  {
    pfad: 'app/dokumente/migrations/0003-erneuerung.sql',
    tabelle: 'base.auftrag',
    grund: 'Die Dokumente, die es bei der Umstellung schon gibt, bekommen einmal ihren ersten Auftrag.',
  },
  {
    pfad: 'app/dokumente/migrations/0004-kopien-erneuern.sql',
    tabelle: 'base.auftrag',
    grund: 'Gesiegelte Kopien aus früheren Abgaben bekommen einmal ihren ersten Auftrag.',
  },
  {
    pfad: 'app/dokumente/migrations/0005-urkunden-erneuern.sql',
    tabelle: 'base.auftrag',
    grund: 'Ausfertigungen von Vereinbarungen, die es schon gibt, bekommen einmal einen Auftrag, der gelingen kann.',
  },
  {
    pfad: 'app/dokumente/migrations/0006-rechnungen-erneuern.sql',
    tabelle: 'base.auftrag',
    grund: 'Gesiegelte Rechnungen, die es schon gibt, bekommen einmal ihren ersten Auftrag.',
  },
  {
    pfad: 'app/dokumente/migrations/0007-uebersicht.sql',
    tabelle: 'base.auftrag',
    grund: 'Wann gesiegelte Dokumente zu erneuern sind, steht nur in ihren Aufträgen; heraus kommen Zahlen und Tage.',
  },
  {
    pfad: 'app/prozesse/migrations/0003-zeitgeber.sql',
    tabelle: 'base.auftrag',
    grund: 'Zeitgeber, die bei der Umstellung noch Aufträge sind, ziehen einmal in ihre eigene Tabelle um.',
  },
  {
    pfad: 'app/eingang/migrations/0005-zeitgeber.sql',
    tabelle: 'prozesse.zeitgeber',
    grund: 'Der Wächter über die Leistung entsteht erst in diesem Raum (0003) und wird der neuen Tabelle angehängt.',
  },
  {
    pfad: 'app/prozesse/migrations/0004-schritt.sql',
    tabelle: 'base.auftrag',
    grund: 'Ein Schritt ist eine Funktion in einem Umlauf; seine Aufträge entstehen in derselben Anweisung.',
  },
  {
    pfad: 'app/prozesse/migrations/0013-stoerung-endet.sql',
    tabelle: 'base.auftrag',
    grund: 'Dieselbe Funktion, die nun auch Störungen schließt; ihre Aufträge entstehen in derselben Anweisung.',
  },
  {
    pfad: 'app/prozesse/migrations/0020-schritt.sql',
    tabelle: 'base.auftrag',
    grund: 'Dieselbe Funktion mit weniger Anweisungen; ihre Aufträge entstehen in derselben wie zuvor.',
  },
  {
    pfad: 'app/eingang/migrations/0002-einreichen.sql',
    tabelle: 'vorgaenge.vorgang',
    grund: 'Beim doppelten Absenden antwortet dieselbe Funktion mit dem schon vergebenen Aktenzeichen.',
  },
  ...['vorgaenge.vorgang', 'base.auftrag'].map((tabelle) => ({
    pfad: 'app/eingang/migrations/0006-gleicher-inhalt.sql',
    tabelle,
    grund: 'Dieselbe Funktion, die nun auch sagt, ob der Inhalt derselbe war.',
  })),
  {
    pfad: 'app/nachweise/migrations/0035-eilig.sql',
    tabelle: 'base.installation',
    grund: 'Derselbe Wächter der Uhr wie in 0010, mit einer längeren Liste dessen, was eilt.',
  },
  {
    pfad: 'app/nachweise/migrations/0037-reife.sql',
    tabelle: 'base.installation',
    grund: 'Derselbe Wächter der Uhr wie in 0035, der nun auch die Form eines Ereignisses prüft.',
  },
  {
    pfad: 'app/nachweise/migrations/0001-nachweise.sql',
    tabelle: 'base.installation',
    grund: 'Der Wächter der Uhr läuft mit eigenen Rechten und fragt nur, ob eine Demo angelegt wird.',
  },
  {
    pfad: 'app/nachweise/migrations/0010-schlank.sql',
    tabelle: 'base.installation',
    grund: 'Der Wächter der Uhr läuft mit eigenen Rechten und fragt nur, ob eine Demo angelegt wird.',
  },
  {
    pfad: 'app/main/einrichten.ts',
    tabelle: 'base.installation',
    grund: 'Beim Einrichten liest die Rolle, der die Tabellen gehören, als was die Datenbank geboren ist.',
  },
  {
    pfad: 'app/main/daten/wiederherstellen.ts',
    tabelle: 'base.installation',
    grund: 'Eine Sicherung kann unter anderem Namen hergestellt werden; die Rollen sind die der neuen Datenbank.',
  },
  ...[
    'vorgaenge.vorgang',
    'vorgaenge.aufgabe',
    'zahlungen.forderung',
    'register.eintrag',
    'bekanntgabe.zustellung',
    'prozesse.instanz',
    'prozesse.vorfall',
    'dokumente.dokument',
    'nachweise.ereignis',
  ].map((tabelle) => ({
    pfad: 'app/eingang/migrations/0003-leistung.sql',
    tabelle,
    grund:
      'Ein Auslöser je Tabelle prüft, dass die Leistung die des Vorgangs ist; erst hier oben sind alle Tabellen da.',
  })),
  {
    pfad: 'app/vereinbarungen/migrations/0002-veroeffentlichen.sql',
    tabelle: 'ctx.freigabe',
    grund: 'Die Auslaufregel einer beendeten Vereinbarung ändert nur ihre eigenen Freigaben.',
  },
  {
    pfad: 'app/vereinbarungen/migrations/0004-veroeffentlichen.sql',
    tabelle: 'ctx.freigabe',
    grund: 'Benannte Vorgänge eines Auslaufs bleiben benannt, wenn die Zeilen ihrer Vereinbarung neu entstehen.',
  },
  {
    pfad: 'app/vereinbarungen/migrations/0002-veroeffentlichen.sql',
    tabelle: 'nachweise.ereignis',
    grund: 'Nur Vorgänge, die der Körperschaft wirklich gehören, können im Auslauf genannt werden.',
  },
  ...['ctx.freigabe', 'nachweise.ereignis'].map((tabelle) => ({
    pfad: 'app/vereinbarungen/migrations/0021-auslauf.sql',
    tabelle,
    grund: 'Die Auslaufregel, wie sie vereinbart ist: nur eigene Vorgänge, nur an den eigenen Freigaben.',
  })),
];
