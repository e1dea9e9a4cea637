// What the policy asks, clause by clause: what must be true, and what binds people where no software can see it.

/** One requirement of the policy's text. */
export interface Requirement {
  /** Tests that prove it end their title with it: `… [R21]`. */
  readonly id: string;
  /** The clauses it is read from, as decisions write them; besides, the parts of the page that are no Article. */
  readonly clauses: readonly string[];
  /** In a sentence. */
  readonly what: string;
  /** Why it binds people and not software, wholly or in part. */
  readonly people?: string;
}

/** Parts of the published page that no decision rests on. */
export const OTHER_PARTS = ['Statement', 'Website 1', 'Website 2', 'Website 3', 'Inquiries'] as const;

const STATED = 'The gateway keeps no cases: it acts on the fact an officer states once the request was handled.';

export const REQUIREMENTS: readonly Requirement[] = [
  { id: 'R1', clauses: ['Preface'], what: 'Whatever leaves rests on a clause; what rests on none stays.' },
  {
    id: 'R2',
    clauses: ['Preface'],
    what: 'What was collected through BMW Charging is used for that alone.',
  },
  {
    id: 'R3',
    clauses: ['Statement'],
    what: 'The Company and its dealers follow one policy: a dealer accepts it before its records go anywhere.',
  },
  { id: 'R4', clauses: ['1'], what: 'Each decision says by which version of the policy it was made.' },
  {
    id: 'R5',
    clauses: ['2', '5'],
    what: 'Information is handled at the Company or its headquarters in Germany.',
    people: 'Where broker, database and processes stand is chosen by whoever runs them; no record shows it.',
  },
  { id: 'R6', clauses: ['2'], what: 'No use without a purpose, and none for a purpose the policy does not list.' },
  {
    id: 'R7',
    clauses: ['2'],
    what: 'A record says under which notice it was collected.',
    people: 'That the purpose was stated in writing on the form is done by whoever hands out the form.',
  },
  {
    id: 'R8',
    clauses: ['2(1)'],
    what: 'The Company informs customers of its products, services and events.',
    people:
      'By letter, telephone, e-mail or direct contact: the means of contact is chosen by people, after a release.',
  },
  {
    id: 'R9',
    clauses: ['2(2)'],
    what: 'The Company conducts questionnaire surveys.',
    people: 'By letter, telephone, e-mail or interview: the means of contact is chosen by people, after a release.',
  },
  { id: 'R10', clauses: ['2(3)'], what: 'The Company informs of regular service, inspection and expiry of insurance.' },
  { id: 'R11', clauses: ['2(4)', '4', '4(2)'], what: 'Joint use serves the purposes of Article 4(2)(b), one by one.' },
  {
    id: 'R12',
    clauses: ['2(5)'],
    what: 'The Company answers requests and applications.',
    people: 'That the use is for the request at hand is known to whoever handles it; no record of a service names it.',
  },
  {
    id: 'R13',
    clauses: ['2(6)'],
    what: 'The Company gives roadside assistance.',
    people: 'That the case is still open is known to whoever handles it; no record of a service names it.',
  },
  {
    id: 'R14',
    clauses: ['2(7)'],
    what: 'Credit is no purpose of joint use: vehicle service information needs a specific consent.',
  },
  { id: 'R15', clauses: ['2(8)'], what: 'Of vehicle service information, research gets statistics, never a record.' },
  {
    id: 'R16',
    clauses: ['2(9)'],
    what: 'Provision to third parties is made in document or electronic form.',
    people: 'What the gateway provides is electronic; a document is made and handed over by people.',
  },
  {
    id: 'R17',
    clauses: ['2(9)'],
    what: 'A consent to provision reaches the eight items listed; vehicle service information is not among them.',
  },
  {
    id: 'R18',
    clauses: ['2(10)', '3(2)'],
    what: 'By law, order or decision what the instrument names is disclosed, to whom it names, once two persons approved.',
  },
  { id: 'R19', clauses: ['3'], what: 'Without consent nothing goes to others, save by the exceptions written down.' },
  {
    id: 'R20',
    clauses: ['3'],
    what: 'Subcontractors get what their entrustment names, for its purposes, while it runs.',
  },
  {
    id: 'R21',
    clauses: ['3(1)'],
    what: 'A consent is explicit, written or electronic, given in advance, and names recipient, item and purpose.',
  },
  {
    id: 'R22',
    clauses: ['3(1)', '4(1)'],
    what: 'Dealers and insurers stand by a contract in force, when it is decided and when it is delivered.',
  },
  {
    id: 'R23',
    clauses: ['3(2)'],
    what: 'Provision that laws permit otherwise goes the way of an order: registered, approved by two.',
    people: 'Which article of which law permits it is judged by the data-protection officer who registers it.',
  },
  { id: 'R24', clauses: ['3(3)'], what: 'Joint use reaches vehicle service information alone, not the customer’s.' },
  {
    id: 'R25',
    clauses: ['4(1)(a)', '4(2)(a)'],
    what: 'Customer information is not used jointly unless a version says so, in exactly two cells.',
  },
  { id: 'R26', clauses: ['4(1)(b)'], what: 'The VIN is used jointly, and found however it was written.' },
  {
    id: 'R27',
    clauses: ['4(1)(b)'],
    what: 'Work, parts, dates and readings are used jointly; customer information in their texts is cut out.',
  },
  {
    id: 'R28',
    clauses: ['4(1)(b)'],
    what: 'Activity of the vehicle is used jointly where it was collected for a job of repair or maintenance.',
  },
  { id: 'R29', clauses: ['4(1)(b)'], what: 'Advice is used jointly whether it was implemented or not.' },
  {
    id: 'R29b',
    clauses: ['4', '4(1)'],
    what: 'What the policy does not list, such as the work of other garages, goes to nobody.',
    people: 'That the work a dealer sends was its own is vouched for by the dealer.',
  },
  {
    id: 'R30',
    clauses: ['4(1)'],
    what: 'The joint users are the Company, Finance and contracted dealers; no affiliate.',
  },
  {
    id: 'R31',
    clauses: ['4(2)(a)'],
    what: 'The joint users’ products are no purpose for vehicle service information.',
  },
  {
    id: 'R32',
    clauses: ['4(2)(b)'],
    what: 'Workshop service, valuation and the Company’s products are three purposes, each with its own users.',
  },
  {
    id: 'R33',
    clauses: ['4(3)'],
    what: 'The Company is the responsible manager: it is named in the notice, and can stop all provision.',
    people: 'Inquiries and complaints are answered by the Customer Interaction Centre.',
  },
  {
    id: 'R34',
    clauses: ['5'],
    what: 'Nobody reads what is another’s, and no value stands where its item may not.',
    people: 'Organisation, premises and backups are arranged by whoever runs the gateway.',
  },
  {
    id: 'R35',
    clauses: ['5'],
    what: 'A subcontractor whose audit is overdue gets nothing.',
    people: 'Instructing and auditing subcontractors is done by people; its due day is stated with the entrustment.',
  },
  {
    id: 'R36',
    clauses: ['6'],
    what: 'The headquarters hold information for the Company’s purposes; for their own they need consent.',
  },
  {
    id: 'R37',
    clauses: ['6'],
    what: 'Disclosure and elimination are requested by forms.',
    people: `Forms are received by the contact point. ${STATED}`,
  },
  {
    id: 'R38',
    clauses: ['6'],
    what: 'Correction and cessation of usage take effect once they are stated.',
    people: 'Calls are taken by the contact point.',
  },
  {
    id: 'R39',
    clauses: ['6'],
    what: 'Identity is verified before information is deleted, corrected or changed.',
    people: `Whoever answers the customer verifies who they are. ${STATED}`,
  },
  {
    id: 'R40',
    clauses: ['6'],
    what: 'Requests are answered as promptly as possible.',
    people: `Time is kept by whoever handles the request. ${STATED}`,
  },
  {
    id: 'R41',
    clauses: ['6'],
    what: 'Forms can be had from the BMW or MINI website, or from the contact point.',
    people: 'The websites are the Company’s; the gateway offers nothing to customers.',
  },
  {
    id: 'R42',
    clauses: ['6'],
    what: 'Disclosure costs 1,000 yen, postage and tax included, and nothing else does.',
    people: 'The fee is collected by the contact point; the gateway takes no money.',
  },
  {
    id: 'R43',
    clauses: ['6'],
    what: 'After a stop nothing more is released, by order and the dealer’s own record apart; later revisions are recalled.',
    people: 'Recipients delete what they had before and say so to the Company.',
  },
  { id: 'R44', clauses: ['7'], what: 'Every version tells the address and the telephone numbers of both brands.' },
  {
    id: 'R45',
    clauses: ['7'],
    what: 'Every version tells the hours of the contact point.',
    people: 'Whether it is open, national holidays included, is seen to by those who take the calls.',
  },
  {
    id: 'R46',
    clauses: ['8'],
    what: 'Executives and staff are trained.',
    people: 'Training is given by people; the issuer of sign-ins grants a role to whom the Company has trained.',
  },
  {
    id: 'R47',
    clauses: ['9'],
    what: 'A version is made known, gives its reason, and is certified before it decides anything.',
    people: 'Review, audit and revision are planned by the Company.',
  },
  {
    id: 'R48',
    clauses: ['Website 1'],
    what: 'The desk sets no cookie but those of its session, out of reach of scripts, and asks nothing of other sites.',
  },
  { id: 'R49', clauses: ['Website 2'], what: 'Outside loopback nothing listens without TLS.' },
  {
    id: 'R50',
    clauses: ['Website 3'],
    what: 'Logs hold the route, never an address with a value in it, and no value of a record.',
  },
  {
    id: 'R51',
    clauses: ['Updates'],
    what: 'A revision is announced, gives one of two reasons, and widens nothing collected before.',
    people: 'It is announced on the Company’s website.',
  },
  {
    id: 'R52',
    clauses: ['Inquiries'],
    what: 'Inquiries on privacy protection go to the Customer Interaction Centre.',
    people: 'They are answered by people; every version tells where (R44).',
  },
  { id: 'R53', clauses: ['Updates'], what: 'Records from before the policy was in effect are held.' },
];
