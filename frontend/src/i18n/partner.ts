/** Words of the partner's own business details. */
export const partner = {
  title: "Business Details",
  vendor: "Vendor",
  details: "Business Details",
  table: "Vendors and their Business Details",
  edit: "Edit",
  editTitle: (name: string) => `Edit Business Details of ${name}`,
  name: "Name",
  legalName: "Legal Name",
  address: "Address",
  website: "Website",
  contactFirstName: "Contact First Name",
  contactLastName: "Contact Last Name",
  contactEmail: "Contact Email",
  contactPhone: "Contact Phone",
  lastUpdated: "Last Updated",
  never: "never",
  missing: "Missing",
  footnote:
    "A vendor's website and contact are submitted to carriers for every practice that has none of its own. Nothing here is used for anything but the verification of numbers.",
  incomplete: (fields: string) =>
    `Not all details are on file: ${fields}. Practices that have none of their own cannot get a number without them.`,
  editWhy:
    "Carriers look at these for every practice that has no website or contact of its own. Give them exactly as they are registered.",
  saved: (name: string) => `Successfully edited Business Details for ${name}`,
};
