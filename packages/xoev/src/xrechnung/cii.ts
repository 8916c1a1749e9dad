import { CENT, DEZIMAL, eine, feld, fest, huelle, type Objekt, TAG102, TEXT, viele, type Zeile } from './bindung.ts';

export const CII_NAMENSRAEUME = {
  rsm: 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
  ram: 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  qdt: 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
  udt: 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
} as const;

const SCHEMA = { schemeID: 'schema' };
const tag = (nach: string, pfad: string) => feld(nach, `${pfad}/udt:DateTimeString`, TAG102, { format: '=102' });
const betrag = (nach: string, pfad: string) => feld(nach, pfad, CENT);
const kennung = (nach: string, pfad: string) => eine(nach, pfad, [feld('wert', '', TEXT, SCHEMA)]);
const mitSchema = (o: Objekt) => o['schema'] !== undefined;
const ohneSchema = (o: Objekt) => !mitSchema(o);
/** With a scheme an identifier is a GlobalID, without one an ID. */
const kennungen = (gruppe: typeof eine, nach: string): Zeile[] => [
  gruppe(nach, 'ram:ID', [feld('wert', '')], { wenn: ohneSchema }),
  gruppe(nach, 'ram:GlobalID', [feld('wert', '', TEXT, SCHEMA)], { wenn: mitSchema }),
];
const VAT = fest('ram:TypeCode', 'VAT');

const anschrift = eine('anschrift', 'ram:PostalTradeAddress', [
  feld('plz', 'ram:PostcodeCode'),
  feld('zeile1', 'ram:LineOne'),
  feld('zeile2', 'ram:LineTwo'),
  feld('zeile3', 'ram:LineThree'),
  feld('ort', 'ram:CityName'),
  feld('land', 'ram:CountryID'),
  feld('gebiet', 'ram:CountrySubDivisionName'),
]);
const register = huelle('ram:SpecifiedLegalOrganization', [
  kennung('register', 'ram:ID'),
  feld('handelsname', 'ram:TradingBusinessName'),
]);
const kontakt = eine('kontakt', 'ram:DefinedTradeContact', [
  feld('name', 'ram:PersonName'),
  feld('abteilung', 'ram:DepartmentName'),
  feld('telefon', 'ram:TelephoneUniversalCommunication/ram:CompleteNumber'),
  feld('email', 'ram:EmailURIUniversalCommunication/ram:URIID'),
]);
const adresse = kennung('adresse', 'ram:URIUniversalCommunication/ram:URIID');
const ustId = feld('ustId', 'ram:SpecifiedTaxRegistration/ram:ID', TEXT, { schemeID: '=VA' });
const zeitraum = eine('zeitraum', 'ram:BillingSpecifiedPeriod', [
  tag('erster', 'ram:StartDateTime'),
  tag('letzter', 'ram:EndDateTime'),
]);

const steuer = (pfad: string) =>
  eine('steuer', pfad, [
    VAT,
    feld('kategorie', 'ram:CategoryCode'),
    feld('satz', 'ram:RateApplicablePercent', DEZIMAL),
  ]);
const nachlass = (zuschlag: 'true' | 'false', steuerzeilen: Zeile[]): Zeile[] => [
  fest('ram:ChargeIndicator/udt:Indicator', zuschlag),
  feld('prozent', 'ram:CalculationPercent', DEZIMAL),
  betrag('basis', 'ram:BasisAmount'),
  betrag('betrag', 'ram:ActualAmount'),
  feld('grundcode', 'ram:ReasonCode'),
  feld('grund', 'ram:Reason'),
  ...steuerzeilen,
];
const nachlaesse = (steuerzeilen: Zeile[]): Zeile[] => [
  viele('abschlaege', 'ram:SpecifiedTradeAllowanceCharge', nachlass('false', steuerzeilen)),
  viele('zuschlaege', 'ram:SpecifiedTradeAllowanceCharge', nachlass('true', steuerzeilen)),
];
const objekt = eine('objekt', 'ram:AdditionalReferencedDocument', [
  feld('wert', 'ram:IssuerAssignedID'),
  fest('ram:TypeCode', '130'),
  feld('schema', 'ram:ReferenceTypeCode'),
]);

const position: Zeile[] = [
  huelle('ram:AssociatedDocumentLineDocument', [
    feld('nummer', 'ram:LineID'),
    feld('notiz', 'ram:IncludedNote/ram:Content'),
  ]),
  huelle('ram:SpecifiedTradeProduct', [
    kennung('artikelStandard', 'ram:GlobalID'),
    feld('artikelVerkaeufer', 'ram:SellerAssignedID'),
    feld('artikelKaeufer', 'ram:BuyerAssignedID'),
    feld('name', 'ram:Name'),
    feld('beschreibung', 'ram:Description'),
    viele('merkmale', 'ram:ApplicableProductCharacteristic', [
      feld('name', 'ram:Description'),
      feld('wert', 'ram:Value'),
    ]),
    viele('klassen', 'ram:DesignatedProductClassification', [
      feld('wert', 'ram:ClassCode', TEXT, { listID: 'liste', listVersionID: 'version' }),
    ]),
    feld('herkunft', 'ram:OriginTradeCountry/ram:ID'),
  ]),
  huelle('ram:SpecifiedLineTradeAgreement', [
    feld('bestellposition', 'ram:BuyerOrderReferencedDocument/ram:LineID'),
    huelle('ram:GrossPriceProductTradePrice', [
      feld('bruttopreis', 'ram:ChargeAmount', DEZIMAL),
      huelle('ram:AppliedTradeAllowanceCharge', [
        fest('ram:ChargeIndicator/udt:Indicator', 'false'),
        feld('rabatt', 'ram:ActualAmount', DEZIMAL),
      ]),
    ]),
    huelle('ram:NetPriceProductTradePrice', [
      feld('preis', 'ram:ChargeAmount', DEZIMAL),
      eine('basis', 'ram:BasisQuantity', [feld('menge', '', DEZIMAL, { unitCode: 'einheit' })]),
    ]),
  ]),
  feld('menge', 'ram:SpecifiedLineTradeDelivery/ram:BilledQuantity', DEZIMAL, { unitCode: 'einheit' }),
  huelle('ram:SpecifiedLineTradeSettlement', [
    steuer('ram:ApplicableTradeTax'),
    zeitraum,
    ...nachlaesse([]),
    betrag('netto', 'ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount'),
    objekt,
    feld('buchungskonto', 'ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID'),
  ]),
];

const vereinbarung: Zeile[] = [
  feld('kaeuferreferenz', 'ram:BuyerReference'),
  eine('verkaeufer', 'ram:SellerTradeParty', [
    ...kennungen(viele, 'kennungen'),
    feld('name', 'ram:Name'),
    feld('rechtliches', 'ram:Description'),
    register,
    kontakt,
    anschrift,
    adresse,
    ustId,
    feld('steuernummer', 'ram:SpecifiedTaxRegistration/ram:ID', TEXT, { schemeID: '=FC' }),
  ]),
  eine('kaeufer', 'ram:BuyerTradeParty', [
    ...kennungen(eine, 'kennung'),
    feld('name', 'ram:Name'),
    register,
    kontakt,
    anschrift,
    adresse,
    ustId,
  ]),
  eine('steuervertreter', 'ram:SellerTaxRepresentativeTradeParty', [feld('name', 'ram:Name'), anschrift, ustId]),
  feld('auftrag', 'ram:SellerOrderReferencedDocument/ram:IssuerAssignedID'),
  feld('bestellung', 'ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID'),
  feld('vertrag', 'ram:ContractReferencedDocument/ram:IssuerAssignedID'),
  huelle('ram:AdditionalReferencedDocument', [feld('los', 'ram:IssuerAssignedID'), fest('ram:TypeCode', '50')]),
  objekt,
  viele('anlagen', 'ram:AdditionalReferencedDocument', [
    feld('nummer', 'ram:IssuerAssignedID'),
    feld('ort', 'ram:URIID'),
    fest('ram:TypeCode', '916'),
    feld('beschreibung', 'ram:Name'),
    eine('datei', 'ram:AttachmentBinaryObject', [feld('base64', '', TEXT, { mimeCode: 'mime', filename: 'name' })]),
  ]),
  huelle('ram:SpecifiedProcuringProject', [feld('projekt', 'ram:ID'), fest('ram:Name', 'Project reference', true)]),
];

const lieferung: Zeile[] = [
  huelle('ram:ShipToTradeParty', [
    ...kennungen(eine, 'lieferung.ort'),
    feld('lieferung.name', 'ram:Name'),
    { ...anschrift, nach: 'lieferung.anschrift' },
  ]),
  tag('lieferung.tag', 'ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime'),
  feld('lieferschein', 'ram:DespatchAdviceReferencedDocument/ram:IssuerAssignedID'),
  feld('wareneingang', 'ram:ReceivingAdviceReferencedDocument/ram:IssuerAssignedID'),
];

const abrechnung: Zeile[] = [
  feld('glaeubigerId', 'ram:CreditorReferenceID'),
  feld('verwendungszweck', 'ram:PaymentReference'),
  feld('steuerwaehrung', 'ram:TaxCurrencyCode'),
  feld('waehrung', 'ram:InvoiceCurrencyCode'),
  eine('zahlungsempfaenger', 'ram:PayeeTradeParty', [
    ...kennungen(eine, 'kennung'),
    feld('name', 'ram:Name'),
    kennung('register', 'ram:SpecifiedLegalOrganization/ram:ID'),
  ]),
  viele('zahlwege', 'ram:SpecifiedTradeSettlementPaymentMeans', [
    feld('code', 'ram:TypeCode'),
    feld('text', 'ram:Information'),
    eine('karte', 'ram:ApplicableTradeSettlementFinancialCard', [
      feld('nummer', 'ram:ID'),
      feld('inhaber', 'ram:CardholderName'),
    ]),
    feld('belastetesKonto', 'ram:PayerPartyDebtorFinancialAccount/ram:IBANID'),
    eine('konto', 'ram:PayeePartyCreditorFinancialAccount', [
      feld('nummer', 'ram:IBANID'),
      feld('inhaber', 'ram:AccountName'),
      feld('hausnummer', 'ram:ProprietaryID'),
    ]),
    feld('konto.bic', 'ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID'),
  ]),
  viele('steuern', 'ram:ApplicableTradeTax', [
    betrag('betrag', 'ram:CalculatedAmount'),
    VAT,
    feld('grund', 'ram:ExemptionReason'),
    betrag('basis', 'ram:BasisAmount'),
    feld('kategorie', 'ram:CategoryCode'),
    feld('grundcode', 'ram:ExemptionReasonCode'),
    feld('steuerdatum', 'ram:TaxPointDate/udt:DateString', TAG102, { format: '=102' }),
    feld('steuerzeitpunkt', 'ram:DueDateTypeCode'),
    feld('satz', 'ram:RateApplicablePercent', DEZIMAL),
  ]),
  zeitraum,
  ...nachlaesse([steuer('ram:CategoryTradeTax')]),
  huelle('ram:SpecifiedTradePaymentTerms', [
    feld('zahlungsbedingungen', 'ram:Description'),
    tag('faellig', 'ram:DueDateDateTime'),
    feld('mandat', 'ram:DirectDebitMandateID'),
  ]),
  huelle('ram:SpecifiedTradeSettlementHeaderMonetarySummation', [
    betrag('summen.zeilen', 'ram:LineTotalAmount'),
    betrag('summen.zuschlaege', 'ram:ChargeTotalAmount'),
    betrag('summen.abschlaege', 'ram:AllowanceTotalAmount'),
    betrag('summen.netto', 'ram:TaxBasisTotalAmount'),
    feld('summen.steuer', 'ram:TaxTotalAmount', CENT, { currencyID: '$waehrung' }),
    feld('summen.steuerInSteuerwaehrung', 'ram:TaxTotalAmount', CENT, { currencyID: '$steuerwaehrung' }),
    betrag('summen.rundung', 'ram:RoundingAmount'),
    betrag('summen.brutto', 'ram:GrandTotalAmount'),
    betrag('summen.gezahlt', 'ram:TotalPrepaidAmount'),
    betrag('summen.faellig', 'ram:DuePayableAmount'),
  ]),
  viele('vorgaenger', 'ram:InvoiceReferencedDocument', [
    feld('nummer', 'ram:IssuerAssignedID'),
    feld('datum', 'ram:FormattedIssueDateTime/qdt:DateTimeString', TAG102, { format: '=102' }),
  ]),
  feld('buchungskonto', 'ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID'),
];

/** The terms of EN 16931 in UN/CEFACT CII D16B, in the order its schema asks for. Source: CEN/TS 16931-3-3. */
export const CII_TABELLE: readonly Zeile[] = [
  huelle('rsm:ExchangedDocumentContext', [
    feld('prozess', 'ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID'),
    feld('profil', 'ram:GuidelineSpecifiedDocumentContextParameter/ram:ID'),
  ]),
  huelle('rsm:ExchangedDocument', [
    feld('nummer', 'ram:ID'),
    feld('art', 'ram:TypeCode'),
    tag('datum', 'ram:IssueDateTime'),
    viele('bemerkungen', 'ram:IncludedNote', [feld('text', 'ram:Content'), feld('thema', 'ram:SubjectCode')]),
  ]),
  huelle('rsm:SupplyChainTradeTransaction', [
    viele('positionen', 'ram:IncludedSupplyChainTradeLineItem', position),
    huelle('ram:ApplicableHeaderTradeAgreement', vereinbarung, { immer: true }),
    huelle('ram:ApplicableHeaderTradeDelivery', lieferung, { immer: true }),
    huelle('ram:ApplicableHeaderTradeSettlement', abrechnung, { immer: true }),
  ]),
];
