// Finds personal data inside text. No I/O.
export { LONGEST_TEXT, scanner } from './scanner.js';
export { findProhibited, isCardNumber, isIndividualNumber, type ProhibitedFind } from './find-prohibited.js';
