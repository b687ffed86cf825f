/** Something about a database's file that the person at the terminal can mend; the message is a sentence for them. */
export class FileFault extends Error {}
