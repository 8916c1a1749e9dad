/** The page that lies in the folder, for people. */
export const liesmich = (o: {
  name: string;
  plattform: string;
  zeit: string;
  test: boolean;
  fehlt: readonly string[];
}) =>
  `${o.name}: was im Rathausverbund ihr Eigenes ist
Anlage ${o.plattform}, Stand ${o.zeit}${o.test ? '\nTEST: erfundene Personen, Siegel und Zeitstempel ohne rechtliche Wirkung.' : ''}

WAS WO IST
tabellen/    Je Tabelle eine Datei, je Zeile ein JSON-Objekt. Was in der Anlage verschlüsselt liegt (Ereignisse, Stand der
             Prozesse, Register), steht hier lesbar.
vorgaenge/   Je Vorgang ein Ordner unter seinem Aktenzeichen: ereignisse.jsonl (jedes Ereignis im genauen Wortlaut, mit Salz),
             dokumente/, Nachweis-….asice. Ein gelöschter Vorgang hat kein Aktenzeichen mehr: Er steht unter seiner Kennung, ohne Inhalt.
urkunden/    Dokumente ohne Vorgang: Vereinbarungen, Rechnungen. eingang/: Nachrichten, wie sie ankamen.
protokoll/   Je Epoche: blaetter.txt (die Prüfsummen aller Ereignisse in ihrer Folge), pruefpunkte.jsonl und checkpoint
             (unterschriebene Stände mit den Gegenzeichnungen der Zeugen), stand.json (Name und Schlüssel des Protokolls).
inhalt.json  Anzahl je Tabelle, SHA-256 jeder Datei. Sie schützt vor Fehlern beim Kopieren, nicht vor Fälschung: Das tun die Nachweise.

WIE SIE PRÜFEN
1. Einen Nachweis: npm run pruefen -- DATEI --anker ORDNER (oder die Prüfseite jeder Anlage, auch ohne Netz). Die Anker holen Sie von der
   Anlage oder von einem Zeugen, nicht aus diesem Ordner.
2. Ein Ereignis: C = SHA-256("rv-event-v1", ein Nullbyte, Salz als 32 Bytes, Text von event als UTF-8). C steht in blaetter.txt.
3. Das Protokoll: Baum nach RFC 6962 über blaetter.txt (je Zeile ein Blatt, 32 Bytes). Seine Wurzel steht im Prüfpunkt gleicher Größe.

WAS NICHT HIER IST
Konten von Bürgerinnen und Bürgern und ihre Entwürfe, Konten von Beschäftigten anderer Häuser, Zeilen anderer Kommunen, Schlüssel,
Einrichtung der Anlage, Warteschlangen, Läufe über viele Vorgänge,
frühere Fassungen erneuerter Siegel; im Leseprotokoll die Person (die Stelle steht da). Vorgänge, die dieses Haus nur für andere bearbeitet, gehören den anderen;
von ihnen stehen nur Kennung, Leistung und Tag in den gemeinsamen Konten der Vereinbarung.
Die Tabellen sind ein Stand in einem Augenblick. Ein Nachweis entsteht kurz danach und kann ein Ereignis mehr enthalten.

Hier stehen Namen und Anschriften im Klartext. Bewahren Sie den Ordner unter Verschluss auf.
${o.fehlt.length > 0 ? `\nDAS FEHLT\n${o.fehlt.map((f) => `- ${f}`).join('\n')}\n` : ''}`;
