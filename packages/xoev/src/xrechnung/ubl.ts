import { CENT, DEZIMAL, eine, feld, fest, huelle, TAG, TEXT, viele, type Zeile } from './bindung.ts';

export const UBL_NAMENSRAEUME = {
  cac: 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
} as const;
export const UBL_WURZEL = {
  Invoice: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2',
  CreditNote: 'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2',
} as const;
export type UblArt = keyof typeof UBL_WURZEL;

const WAEHRUNG = { currencyID: '$waehrung' };
const SCHEMA = { schemeID: 'schema' };
const betrag = (nach: string, pfad: string) => feld(nach, pfad, CENT, WAEHRUNG);
const preis = (nach: string, pfad: string) => feld(nach, pfad, DEZIMAL, WAEHRUNG);
const kennung = (nach: string, pfad: string) => eine(nach, pfad, [feld('wert', '', TEXT, SCHEMA)]);
const VAT = fest('cac:TaxScheme/cbc:ID', 'VAT');

const anschrift: Zeile[] = [
  feld('zeile1', 'cbc:StreetName'),
  feld('zeile2', 'cbc:AdditionalStreetName'),
  feld('ort', 'cbc:CityName'),
  feld('plz', 'cbc:PostalZone'),
  feld('gebiet', 'cbc:CountrySubentity'),
  feld('zeile3', 'cac:AddressLine/cbc:Line'),
  feld('land', 'cac:Country/cbc:IdentificationCode'),
];
const kontakt = eine('kontakt', 'cac:Contact', [
  feld('name', 'cbc:Name'),
  feld('telefon', 'cbc:Telephone'),
  feld('email', 'cbc:ElectronicMail'),
]);
const zeitraum = [feld('erster', 'cbc:StartDate', TAG), feld('letzter', 'cbc:EndDate', TAG)];

const verkaeufer: Zeile[] = [
  kennung('adresse', 'cbc:EndpointID'),
  feld('glaeubigerId', 'cac:PartyIdentification/cbc:ID', TEXT, { schemeID: '=SEPA' }),
  viele('kennungen', 'cac:PartyIdentification', [feld('wert', 'cbc:ID', TEXT, SCHEMA)]),
  feld('handelsname', 'cac:PartyName/cbc:Name'),
  eine('anschrift', 'cac:PostalAddress', anschrift),
  huelle('cac:PartyTaxScheme', [feld('ustId', 'cbc:CompanyID'), VAT]),
  huelle('cac:PartyTaxScheme', [feld('steuernummer', 'cbc:CompanyID'), fest('cac:TaxScheme/cbc:ID', 'FC', true)]),
  huelle('cac:PartyLegalEntity', [
    feld('name', 'cbc:RegistrationName'),
    kennung('register', 'cbc:CompanyID'),
    feld('rechtliches', 'cbc:CompanyLegalForm'),
  ]),
  kontakt,
];

const kaeufer: Zeile[] = [
  kennung('adresse', 'cbc:EndpointID'),
  kennung('kennung', 'cac:PartyIdentification/cbc:ID'),
  feld('handelsname', 'cac:PartyName/cbc:Name'),
  eine('anschrift', 'cac:PostalAddress', anschrift),
  huelle('cac:PartyTaxScheme', [feld('ustId', 'cbc:CompanyID'), VAT]),
  huelle('cac:PartyLegalEntity', [feld('name', 'cbc:RegistrationName'), kennung('register', 'cbc:CompanyID')]),
  kontakt,
];

const nachlass = (zuschlag: 'true' | 'false', steuer: Zeile[]): Zeile[] => [
  fest('cbc:ChargeIndicator', zuschlag),
  feld('grundcode', 'cbc:AllowanceChargeReasonCode'),
  feld('grund', 'cbc:AllowanceChargeReason'),
  feld('prozent', 'cbc:MultiplierFactorNumeric', DEZIMAL),
  betrag('betrag', 'cbc:Amount'),
  betrag('basis', 'cbc:BaseAmount'),
  ...steuer,
];
const steuer = (pfad: string) =>
  eine('steuer', pfad, [feld('kategorie', 'cbc:ID'), feld('satz', 'cbc:Percent', DEZIMAL), VAT]);
const nachlaesse = (steuerzeilen: Zeile[]): Zeile[] => [
  viele('abschlaege', 'cac:AllowanceCharge', nachlass('false', steuerzeilen)),
  viele('zuschlaege', 'cac:AllowanceCharge', nachlass('true', steuerzeilen)),
];

const position = (art: UblArt): Zeile[] => [
  feld('nummer', 'cbc:ID'),
  feld('notiz', 'cbc:Note'),
  feld('menge', art === 'Invoice' ? 'cbc:InvoicedQuantity' : 'cbc:CreditedQuantity', DEZIMAL, { unitCode: 'einheit' }),
  betrag('netto', 'cbc:LineExtensionAmount'),
  feld('buchungskonto', 'cbc:AccountingCost'),
  eine('zeitraum', 'cac:InvoicePeriod', zeitraum),
  feld('bestellposition', 'cac:OrderLineReference/cbc:LineID'),
  eine('objekt', 'cac:DocumentReference', [feld('wert', 'cbc:ID', TEXT, SCHEMA), fest('cbc:DocumentTypeCode', '130')]),
  ...nachlaesse([]),
  huelle('cac:Item', [
    feld('beschreibung', 'cbc:Description'),
    feld('name', 'cbc:Name'),
    feld('artikelKaeufer', 'cac:BuyersItemIdentification/cbc:ID'),
    feld('artikelVerkaeufer', 'cac:SellersItemIdentification/cbc:ID'),
    kennung('artikelStandard', 'cac:StandardItemIdentification/cbc:ID'),
    feld('herkunft', 'cac:OriginCountry/cbc:IdentificationCode'),
    viele('klassen', 'cac:CommodityClassification', [
      feld('wert', 'cbc:ItemClassificationCode', TEXT, { listID: 'liste', listVersionID: 'version' }),
    ]),
    steuer('cac:ClassifiedTaxCategory'),
    viele('merkmale', 'cac:AdditionalItemProperty', [feld('name', 'cbc:Name'), feld('wert', 'cbc:Value')]),
  ]),
  huelle('cac:Price', [
    preis('preis', 'cbc:PriceAmount'),
    eine('basis', 'cbc:BaseQuantity', [feld('menge', '', DEZIMAL, { unitCode: 'einheit' })]),
    huelle('cac:AllowanceCharge', [
      fest('cbc:ChargeIndicator', 'false'),
      preis('rabatt', 'cbc:Amount'),
      preis('bruttopreis', 'cbc:BaseAmount'),
    ]),
  ]),
];

const LOS = feld('los', 'cac:OriginatorDocumentReference/cbc:ID');

/** The terms of EN 16931 in UBL 2.1, in the order its schema asks for. Source: CEN/TS 16931-3-2. */
export const ublTabelle = (art: UblArt): Zeile[] => [
  feld('profil', 'cbc:CustomizationID'),
  feld('prozess', 'cbc:ProfileID'),
  feld('nummer', 'cbc:ID'),
  feld('datum', 'cbc:IssueDate', TAG),
  ...(art === 'Invoice' ? [feld('faellig', 'cbc:DueDate', TAG)] : [feld('steuerdatum', 'cbc:TaxPointDate', TAG)]),
  feld('art', art === 'Invoice' ? 'cbc:InvoiceTypeCode' : 'cbc:CreditNoteTypeCode'),
  viele('bemerkungen', 'cbc:Note', [feld('text', '')]),
  ...(art === 'Invoice' ? [feld('steuerdatum', 'cbc:TaxPointDate', TAG)] : []),
  feld('waehrung', 'cbc:DocumentCurrencyCode'),
  feld('steuerwaehrung', 'cbc:TaxCurrencyCode'),
  feld('buchungskonto', 'cbc:AccountingCost'),
  feld('kaeuferreferenz', 'cbc:BuyerReference'),
  huelle('cac:InvoicePeriod', [
    feld('zeitraum.erster', 'cbc:StartDate', TAG),
    feld('zeitraum.letzter', 'cbc:EndDate', TAG),
    feld('steuerzeitpunkt', 'cbc:DescriptionCode'),
  ]),
  huelle('cac:OrderReference', [feld('bestellung', 'cbc:ID'), feld('auftrag', 'cbc:SalesOrderID')]),
  viele('vorgaenger', 'cac:BillingReference/cac:InvoiceDocumentReference', [
    feld('nummer', 'cbc:ID'),
    feld('datum', 'cbc:IssueDate', TAG),
  ]),
  feld('lieferschein', 'cac:DespatchDocumentReference/cbc:ID'),
  feld('wareneingang', 'cac:ReceiptDocumentReference/cbc:ID'),
  ...(art === 'Invoice' ? [LOS] : []),
  feld('vertrag', 'cac:ContractDocumentReference/cbc:ID'),
  eine('objekt', 'cac:AdditionalDocumentReference', [
    feld('wert', 'cbc:ID', TEXT, SCHEMA),
    fest('cbc:DocumentTypeCode', '130'),
  ]),
  // a credit note has no ProjectReference
  ...(art === 'Invoice'
    ? []
    : [huelle('cac:AdditionalDocumentReference', [feld('projekt', 'cbc:ID'), fest('cbc:DocumentTypeCode', '50')])]),
  viele('anlagen', 'cac:AdditionalDocumentReference', [
    feld('nummer', 'cbc:ID'),
    feld('beschreibung', 'cbc:DocumentDescription'),
    huelle('cac:Attachment', [
      eine('datei', 'cbc:EmbeddedDocumentBinaryObject', [
        feld('base64', '', TEXT, { mimeCode: 'mime', filename: 'name' }),
      ]),
      feld('ort', 'cac:ExternalReference/cbc:URI'),
    ]),
  ]),
  ...(art === 'Invoice' ? [feld('projekt', 'cac:ProjectReference/cbc:ID')] : [LOS]),
  eine('verkaeufer', 'cac:AccountingSupplierParty/cac:Party', verkaeufer),
  eine('kaeufer', 'cac:AccountingCustomerParty/cac:Party', kaeufer),
  eine('zahlungsempfaenger', 'cac:PayeeParty', [
    feld('glaeubigerId', 'cac:PartyIdentification/cbc:ID', TEXT, { schemeID: '=SEPA' }),
    kennung('kennung', 'cac:PartyIdentification/cbc:ID'),
    feld('name', 'cac:PartyName/cbc:Name'),
    kennung('register', 'cac:PartyLegalEntity/cbc:CompanyID'),
  ]),
  eine('steuervertreter', 'cac:TaxRepresentativeParty', [
    feld('name', 'cac:PartyName/cbc:Name'),
    eine('anschrift', 'cac:PostalAddress', anschrift),
    huelle('cac:PartyTaxScheme', [feld('ustId', 'cbc:CompanyID'), VAT]),
  ]),
  eine('lieferung', 'cac:Delivery', [
    feld('tag', 'cbc:ActualDeliveryDate', TAG),
    huelle('cac:DeliveryLocation', [kennung('ort', 'cbc:ID'), eine('anschrift', 'cac:Address', anschrift)]),
    feld('name', 'cac:DeliveryParty/cac:PartyName/cbc:Name'),
  ]),
  viele('zahlwege', 'cac:PaymentMeans', [
    feld('code', 'cbc:PaymentMeansCode', TEXT, { name: 'text' }),
    ...(art === 'Invoice' ? [] : [feld('faellig', 'cbc:PaymentDueDate', TAG)]),
    feld('verwendungszweck', 'cbc:PaymentID'),
    eine('karte', 'cac:CardAccount', [
      feld('nummer', 'cbc:PrimaryAccountNumberID'),
      feld('netz', 'cbc:NetworkID'),
      feld('inhaber', 'cbc:HolderName'),
    ]),
    eine('konto', 'cac:PayeeFinancialAccount', [
      feld('nummer', 'cbc:ID'),
      feld('inhaber', 'cbc:Name'),
      feld('bic', 'cac:FinancialInstitutionBranch/cbc:ID'),
    ]),
    huelle('cac:PaymentMandate', [
      feld('mandat', 'cbc:ID'),
      feld('belastetesKonto', 'cac:PayerFinancialAccount/cbc:ID'),
    ]),
  ]),
  feld('zahlungsbedingungen', 'cac:PaymentTerms/cbc:Note'),
  ...nachlaesse([steuer('cac:TaxCategory')]),
  huelle('cac:TaxTotal', [
    betrag('summen.steuer', 'cbc:TaxAmount'),
    viele('steuern', 'cac:TaxSubtotal', [
      betrag('basis', 'cbc:TaxableAmount'),
      betrag('betrag', 'cbc:TaxAmount'),
      huelle('cac:TaxCategory', [
        feld('kategorie', 'cbc:ID'),
        feld('satz', 'cbc:Percent', DEZIMAL),
        feld('grundcode', 'cbc:TaxExemptionReasonCode'),
        feld('grund', 'cbc:TaxExemptionReason'),
        VAT,
      ]),
    ]),
  ]),
  feld('summen.steuerInSteuerwaehrung', 'cac:TaxTotal/cbc:TaxAmount', CENT, { currencyID: '$steuerwaehrung' }),
  eine('summen', 'cac:LegalMonetaryTotal', [
    betrag('zeilen', 'cbc:LineExtensionAmount'),
    betrag('netto', 'cbc:TaxExclusiveAmount'),
    betrag('brutto', 'cbc:TaxInclusiveAmount'),
    betrag('abschlaege', 'cbc:AllowanceTotalAmount'),
    betrag('zuschlaege', 'cbc:ChargeTotalAmount'),
    betrag('gezahlt', 'cbc:PrepaidAmount'),
    betrag('rundung', 'cbc:PayableRoundingAmount'),
    betrag('faellig', 'cbc:PayableAmount'),
  ]),
  viele('positionen', art === 'Invoice' ? 'cac:InvoiceLine' : 'cac:CreditNoteLine', position(art)),
];
