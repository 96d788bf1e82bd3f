"""Where do actors stand on one line or one plane, and how sure is that?"""
