/** Words of the frame around the pages. */
export const shell = {
  product: "Textgate",
  skip: "Skip to the content",
  menu: "Menu",
  signOut: "Sign out",
  notFound: "Page not found",
  notFoundHint: "There is nothing at this address, or it is not for you.",
  home: "Go to the first page",
};
