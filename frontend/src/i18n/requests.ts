/** Texts of the dialog that asks before numbers are requested. */

const TAKES = "Verification takes 2-3 business days. Texts can be sent once the number is approved.";
const FEES = "The carrier may charge a one-time fee for verification and a monthly fee for each number.";

export const requests = {
  others: (n: number) => `${n} others`,
  who: "Everyone with the permission “Request numbers” can do this. The audit log names who did.",
  add: {
    title: (n: number, name: string) => (n === 1 ? `Add a number for ${name}?` : `Add ${n} numbers?`),
    consequences: [
      "A number is requested from the carrier, with the account's business details.",
      FEES,
      TAKES,
    ],
    submit: (n: number) => (n === 1 ? "Add Number" : `Add ${n} numbers`),
    done: (names: string) => `Requested: ${names}. Verification takes 2-3 business days.`,
  },
  resubmit: {
    title: (_: number, name: string) => `Resubmit the number of ${name}?`,
    consequences: [
      "The carrier verifies the number again, with the account's current business details.",
      "Fix the details that the carrier rejected first. Otherwise nothing is requested.",
      "The carrier may charge a fee for each verification.",
      TAKES,
    ],
    submit: () => "Resubmit",
    done: (names: string) => `Verification requested again for ${names}. It takes 2-3 business days.`,
  },
};
