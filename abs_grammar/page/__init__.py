"""The page: numbered lines come in; phrases, rows and columns leave, read by their form and their place alone.

Documents of HTML are printed first, and are pages of text from there on: `html_source` cuts them into tags, `html_flow`
lays these in lines and cells, `html_grid`, `html_lists` and `html_tables` make tables of print, and `printed_file`
keeps where in the file each word stands. It knows no trustee and no grammar. Uses `model`, `edgar` and `errors`.
"""
