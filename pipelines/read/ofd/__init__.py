"""OFD (GB/T 33190-2016, 版式文档). Belongs here: the package, its pages, and what text and path objects show."""
