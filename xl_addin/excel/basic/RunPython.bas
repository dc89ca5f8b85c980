Option VBASupport 1
Option Explicit
' LibreOffice's stand-in for xlwings' module: the same two functions. LibreOffice opens a
' pipe of a name nobody can guess, and Python works on the workbook in front through it.

Const Interpreter = "@INTERPRETER@"
Global XlAddinPipe As String
Global XlAddinAcceptor As Object

Public Function RunPython(PythonCommand As String)
    Dim Lend As String
    On Error GoTo Failed
    If XlAddinPipe = "" Then OpenPipe
    Lend = "from xl_addin.excel.lent import lend; lend('" & XlAddinPipe & "', '" & ThisComponent.RuntimeUID & "'); "
    Shell Quoted(Interpreter), 0, "-c " & Quoted(Lend & PythonCommand)
    Exit Function
Failed:
    MsgBox "@FAILED@" & Chr(10) & Chr(10) & Interpreter & Chr(10) & Error$, 16, "xl_addin"
End Function

Public Function GetConfig(Name As String, Optional Default As String)
    GetConfig = ""
End Function

Private Sub OpenPipe
    Dim Number As Integer
    Randomize
    XlAddinPipe = "xl_addin_"
    For Number = 1 To 24
        XlAddinPipe = XlAddinPipe & Hex(Int(Rnd * 16))
    Next
    XlAddinAcceptor = createUnoService("com.sun.star.office.Acceptor")
    XlAddinAcceptor.initialize(Array("pipe,name=" & XlAddinPipe & ";urp;StarOffice.ComponentContext", True))
End Sub

Private Function Quoted(Text As String) As String
    Quoted = Chr(34) & Text & Chr(34)
End Function
