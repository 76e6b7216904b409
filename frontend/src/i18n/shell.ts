/** Texts of the frame around the pages. */
export const shell = {
  product: "Textgate",
  skip: "Skip to content",
  menu: "Menu",
  signOut: "Sign out",
  notFound: "Page not found",
  notFoundHint: "This page does not exist, or you do not have access.",
  home: "Go to the home page",
};
