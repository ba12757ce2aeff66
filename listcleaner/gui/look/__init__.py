"""The look: colours, type, icons and the style sheet made of them."""
