"""Saved web pages (HTML, WHATWG Living Standard; MHTML, RFC 2557). Belongs here: the report and the site around it."""
